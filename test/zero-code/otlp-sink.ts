import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface OtlpPoint {
  readonly attributes?: readonly OtlpAttribute[];
  readonly asInt?: number | string;
  readonly asDouble?: number;
}

interface OtlpRequest {
  readonly resourceMetrics: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string };
      readonly metrics: readonly {
        readonly name: string;
        readonly sum?: { readonly dataPoints: readonly OtlpPoint[] };
      }[];
    }[];
  }[];
}

/** A total that came by OTLP, cumulative: the latest one counts. */
interface OtlpTotal {
  readonly service: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An OTLP receiver for JSON over HTTP, which keeps the sums of one scope. */
export interface OtlpSink {
  readonly endpoint: string;
  /** The latest total of each series. */
  readonly totals: ReadonlyMap<string, OtlpTotal>;
  close(): Promise<void>;
}

/** Opens a sink on a free port of 127.0.0.1. */
export async function openOtlpSink(scope: string): Promise<OtlpSink> {
  const totals = new Map<string, OtlpTotal>();
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? ((await json(request)) as OtlpRequest) : undefined;
    const isMetrics = request.url === '/v1/metrics';
    for (const total of isMetrics && body ? totalsOf(body, scope) : []) {
      totals.set(JSON.stringify([total.service, total.name, total.attributes]), total);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    totals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function* totalsOf({ resourceMetrics }: OtlpRequest, ofScope: string): Generator<OtlpTotal> {
  for (const { resource, scopeMetrics } of resourceMetrics) {
    const service = record(resource.attributes)['service.name'] ?? '';
    for (const { scope, metrics } of scopeMetrics) {
      if (scope.name !== ofScope) continue;
      for (const { name, sum } of metrics) {
        for (const { attributes = [], asInt, asDouble } of sum?.dataPoints ?? []) {
          yield { service, name, attributes: record(attributes), value: Number(asInt ?? asDouble) };
        }
      }
    }
  }
}

function record(attributes: readonly OtlpAttribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? '']));
}
