import type { FaultSwitch } from '../../src/faults/fault.ts';
import { openReceiver as openGraphite, pointStreams } from '../graphite/open-receiver.ts';
import { endpointOf, lineStreams, openReceiver as openStatsd, socketPath } from '../statsd/open-receiver.ts';

/** A receiver that reads a stream, as far as these tests go. */
export interface StreamServer {
  readonly faultSwitch: FaultSwitch;
  readonly endpoint: string;
  /** What one record is on the wire. */
  readonly payload: Buffer;
  /** How many records were taken. */
  takenCount(): number;
  waitForTaken(count: number): Promise<unknown>;
  close(): Promise<void>;
}

async function openLines(options: Parameters<typeof openStatsd>[0], payload: Buffer): Promise<StreamServer> {
  const receiver = await openStatsd(options);
  return {
    faultSwitch: receiver.faultSwitch,
    endpoint: endpointOf(receiver),
    payload,
    takenCount: () => receiver.totals.recordCount,
    waitForTaken: (count) => receiver.waitFor(({ recordCount }) => recordCount === count, 30_000),
    close: () => receiver.close(),
  };
}

async function openPoints([, { options, payload }]: (typeof pointStreams)[number]): Promise<StreamServer> {
  const receiver = await openGraphite(options());
  return {
    faultSwitch: receiver.faultSwitch,
    endpoint: String(Object.values(receiver.endpoints)[0]),
    payload: payload(10),
    takenCount: () => receiver.totals.pointCount,
    waitForTaken: (count) => receiver.waitFor(({ pointCount }) => pointCount === count, 30_000),
    close: () => receiver.close(),
  };
}

const line = Buffer.from('a:1|c\n');
const frame = Buffer.concat([Buffer.of(5, 0, 0, 0), Buffer.from('a:1|c')]);

/** Every way to carry records in a stream. */
export const streamServers: readonly (readonly [name: string, open: () => Promise<StreamServer>])[] = [
  ...lineStreams.map(([name, options]) => [`StatsD, ${name}`, () => openLines(options(), line)] as const),
  ['StatsD, a Unix socket with frames', () => openLines({ unix: { path: socketPath() } }, frame)],
  ...pointStreams.map((stream) => [`Graphite, ${stream[0]}`, () => openPoints(stream)] as const),
];
