import { attributeText, type Logger } from '@otelwire/core';
import { type ProcessIdentity, PushExporter, processTag, type ResourceAttributes } from '@otelwire/core/otel';
import { createLink, type Link } from '../link.js';
import { bulk, classicForm, ezForm } from '../wire/format.js';
import { createClassicEncoder, createEzEncoder } from './encoder.js';
import { statisticNames } from './families.js';
import type { ExporterValues } from './make-exporter.js';
import { NameLimit } from './name-limit.js';
import type { Part } from './parts.js';
import { sharedTransport } from './shared-transport.js';

/** What goes by name, and what goes by key; each where there is a key for it. */
export function makeParts(subject: string, values: ExporterValues, diag: Logger): readonly Part[] {
  const { ezKey, statKeys, userKey } = values;
  const logger = values.logger ?? diag;
  const hasStatKeys = Object.keys(statKeys).length > 0;
  const withKeys = metricsOf(Object.keys(statKeys), statisticNames(values.percentiles));
  const users = Number(ezKey !== undefined) + Number(hasStatKeys);
  const transport = values.transport && sharedTransport(values.transport, users);
  const parts: Part[] = [];
  if (ezKey !== undefined) {
    const isBulk = values.bulk ?? values.dialect === 'stathat';
    const format = isBulk ? bulk(ezKey, values.maxItems) : ezForm(ezKey);
    const link = createLink(values, { format, kind: 'ez', logger, transport });
    parts.push({ ...ezPart(subject, values, format, link), isChosen: (name) => !withKeys.has(name) });
  }
  if (hasStatKeys && userKey !== undefined) {
    const format = classicForm(userKey);
    const link = createLink(values, { format, kind: 'classic', logger, transport });
    const encoder = createClassicEncoder.bind(undefined, {
      format,
      statKeys: new Map(Object.entries(statKeys)),
      percentiles: [...new Set(values.percentiles)],
    });
    const exporter = pushExporter(subject, values, link, encoder);
    parts.push({ exporter, isChosen: (name) => ezKey === undefined || withKeys.has(name) });
  }
  return parts;
}

/** The metrics that keys are for: `latency` where there is one for `latency p95`. */
function metricsOf(stats: readonly string[], statistics: readonly string[]): ReadonlySet<string> {
  const endings = statistics.map((statistic) => ` ${statistic}`);
  const histograms = stats.flatMap((stat) =>
    endings.filter((ending) => stat.endsWith(ending)).map((ending) => stat.slice(0, -ending.length)),
  );
  return new Set([...stats, ...histograms]);
}

function ezPart(
  subject: string,
  values: ExporterValues,
  format: ReturnType<typeof bulk>,
  link: Link,
): Pick<Part, 'exporter' | 'onExported'> {
  const names = new NameLimit(values.maxNewNames, link.logger);
  const exporter = pushExporter(subject, values, link, (resource, reportCollision) =>
    createEzEncoder(
      {
        format,
        prefix: values.prefix,
        commonAttributes: commonAttributes(values.resourceAttributes, resource),
        attributes: values.attributes,
        processTag: processTag(values.processAttribute, {
          mayBeUnstable: (identity) => tellUnnumbered(identity, link.logger),
        }),
        percentiles: [...new Set(values.percentiles)],
        admits: (stats) => names.admits(stats),
      },
      reportCollision,
    ),
  );
  return { exporter, onExported: () => names.tell() };
}

function pushExporter(
  subject: string,
  { selfObsMeterProvider, timeoutMillis }: ExporterValues,
  { clock, delivery, logger }: Link,
  createEncoder: ConstructorParameters<typeof PushExporter>[0]['createEncoder'],
): PushExporter {
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis,
    selfObsMeterProvider,
    createEncoder,
  });
}

function commonAttributes(
  keys: readonly string[] | 'all',
  resource: ResourceAttributes,
): [key: string, value: string][] {
  return (keys === 'all' ? Object.keys(resource) : keys).flatMap((key): [string, string][] => {
    const value = attributeText(resource[key]);
    return value === undefined ? [] : [[key, value]];
  });
}

/** Each name costs, and such ids only grow: with each worker that crashes there would be new ones. */
function tellUnnumbered({ text }: ProcessIdentity, logger: Logger): boolean {
  logger.warn(
    `worker ${text} sends its values under the names of all workers: number them (numberWorkers of @otelwire/core/cluster), or set processAttribute`,
  );
  return false;
}
