import cluster from 'node:cluster';
import { numberWorkers } from '@otelwire/core/cluster';
import { findBackend, missing } from './backends.js';
import { clusterRole, exportersHere } from './cluster-role.js';
import { type ExporterName, exporterNames, type ListedExporters } from './exporter-names.js';
import { findApis } from './find-apis.js';
import { flushAtExit } from './flush-at-exit.js';
import { followRegistration } from './follow-registration.js';
import { followSdkNode, isSdkNodeLoaded } from './follow-sdk-node.js';
import { Follower } from './follower.js';
import { findMetricsSdks } from './metrics-sdk.js';
import { notice, withoutThrowing } from './notice.js';
import { processState } from './process-state.js';
import { readSettings } from './settings.js';

/** Puts our readers to work, once in a process. Never throws. */
export function hook(listed: ListedExporters): void {
  const state = processState();
  if (state.isHooked) return;
  state.isHooked = true;
  withoutThrowing(() => {
    for (const { name, variable } of listed.unknown) tellUnknown(name, variable);
    const names = exportersHere(listed.ours.filter(isInstalled));
    if (names.length > 0 && hasSdk(names)) follow(names, listed);
  });
}

function follow(names: readonly ExporterName[], listed: ListedExporters): void {
  const apis = findApis();
  if (apis[0] === undefined) {
    notice(`${names.join(', ')}: @opentelemetry/api is not installed: npm install @opentelemetry/api`);
    return;
  }
  numberWorkers();
  const follower = new Follower(names, listed.others, apis[0]);
  // a primary that only forks has no provider, and exports what its workers hand over
  if (clusterRole() === 'primary') cluster.once('fork', () => follower.absent());
  tellConfigFile();
  const providers = apis.map((api) => followRegistration(api, follower)).filter((one) => one !== undefined);
  if (providers.length > 0 || isSdkNodeLoaded() || apis[0].propagation.fields().length > 0) {
    notice(
      `an OpenTelemetry SDK was loaded before this hook: instruments that it has made do not reach ${names.join(', ')}; load @otelwire/register first`,
    );
  }
  for (const provider of providers) follower.registered(provider);
  followSdkNode(follower, listed, (api) => followRegistration(api, follower));
  flushAtExit(() => follower.flush(), readSettings());
}

function tellUnknown(name: string, variable: string): void {
  const why =
    variable === 'OTEL_METRICS_EXPORTER' ? 'which nobody knows; ours are' : 'which is not one of ours:';
  notice(`${variable} lists ${JSON.stringify(name)}, ${why} ${exporterNames.join(', ')}`);
}

function tellConfigFile(): void {
  for (const name of ['OTEL_CONFIG_FILE', 'OTEL_EXPERIMENTAL_CONFIG_FILE']) {
    if (!process.env[name]) continue;
    notice(
      `${name} is set: an SDK that starts from it ignores OTEL_METRICS_EXPORTER and other variables; our exporters do not, and are added to what it says`,
    );
  }
}

function isInstalled(name: ExporterName): boolean {
  const isThere = findBackend(name) !== undefined;
  if (!isThere) notice(missing(name));
  return isThere;
}

function hasSdk(names: readonly ExporterName[]): boolean {
  const isThere = findMetricsSdks().length > 0;
  if (!isThere) {
    notice(
      `${names.join(', ')}: no OpenTelemetry SDK is installed: npm install @opentelemetry/api @opentelemetry/sdk-metrics`,
    );
  }
  return isThere;
}
