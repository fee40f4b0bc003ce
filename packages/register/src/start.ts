import './index.js';
import { findPackage } from './find-package.js';
import { flushAtExit } from './flush-at-exit.js';
import { mayRunHere } from './may-run-here.js';
import { findSdkNodes } from './metrics-sdk.js';
import { notice, withoutThrowing } from './notice.js';
import { processState } from './process-state.js';
import { readSettings } from './settings.js';
import type { SdkNode } from './wrap-sdk-node.js';

/** What of `@opentelemetry/auto-instrumentations-node` is used. */
interface AutoInstrumentations {
  getNodeAutoInstrumentations(): unknown[];
  getResourceDetectors?(): unknown[];
}

const state = processState();
if (mayRunHere() && !state.isStarted) {
  state.isStarted = true;
  withoutThrowing(start);
}

/** Starts the application's own copy of the SDK, with all instrumentations that are installed, and shuts it down at the end. */
function start(): void {
  const [found] = findSdkNodes();
  if (found === undefined) {
    notice('@otelwire/register/start: no SDK is installed: npm install @opentelemetry/sdk-node');
    return;
  }
  const { NodeSDK, startNodeSdk, startNodeSDK } = found.load() as SdkNode;
  const startFromFile = process.env.OTEL_CONFIG_FILE ? (startNodeSdk ?? startNodeSDK) : undefined;
  const configuration = autoConfiguration();
  const sdk = startFromFile?.(configuration) ?? new NodeSDK(configuration);
  if ('start' in sdk && typeof sdk.start === 'function') sdk.start();
  flushAtExit(() => sdk.shutdown(), readSettings());
}

function autoConfiguration(): object {
  const auto = findPackage('@opentelemetry/auto-instrumentations-node')?.load() as
    | AutoInstrumentations
    | undefined;
  if (auto === undefined) return {};
  const resourceDetectors = auto.getResourceDetectors?.();
  return {
    instrumentations: auto.getNodeAutoInstrumentations(),
    ...(resourceDetectors && { resourceDetectors }),
  };
}
