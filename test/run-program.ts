import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGraphiteReceiver, createStatsdReceiver } from '@otelwire/sandbox';
import { expect } from 'vitest';
import { testCertificate } from '../packages/sandbox/test/listen/certificate.ts';
import { runNode } from './run-node.ts';

type EndpointName = 'udp' | 'tcp' | 'tls' | 'pickle' | 'http';

interface Receiver {
  readonly endpoints: { readonly [Name in EndpointName]?: string };
  readonly totals: { readonly badLines: readonly unknown[] };
  on(event: 'record', listener: (parsed: never, line: string) => void): unknown;
  close(): Promise<void>;
}

interface Choice {
  readonly words: RegExp;
  readonly open: () => Promise<Receiver>;
  readonly endpoint: EndpointName;
}

/** Who stands in for the server of a program: the first one whose words it has. */
const receivers: readonly Choice[] = [
  { words: /DogStatsd/, open: () => createStatsdReceiver({ dialect: 'dogstatsd' }), endpoint: 'udp' },
  { words: /Statsd/, open: () => createStatsdReceiver({ dialect: 'plain' }), endpoint: 'udp' },
  {
    words: /protocol: 'pickle'/,
    open: () => createGraphiteReceiver({ pickle: true }),
    endpoint: 'pickle',
  },
  { words: /'udp:/, open: () => createGraphiteReceiver({ udp: true }), endpoint: 'udp' },
  { words: /'tls:/, open: () => createGraphiteReceiver({ tcp: testCertificate }), endpoint: 'tls' },
  {
    words: /'https:/,
    open: () => createGraphiteReceiver({ http: { ...testCertificate, authorization: 'Bearer USER:TOKEN' } }),
    endpoint: 'http',
  },
  { words: /^/, open: () => createGraphiteReceiver(), endpoint: 'tcp' },
];

/** What a program has printed, and what it has sent. */
interface ProgramRun {
  readonly printed: readonly string[];
  readonly received: readonly string[];
  readonly badLines: readonly unknown[];
  /** Since 1970, before it started and after it ended. */
  readonly seconds: readonly [first: number, last: number];
}

/** Runs a program in the place of an example, against a receiver of its own in place of the server that it names. */
export async function runProgram(code: string): Promise<ProgramRun> {
  const choice = receivers.find(({ words }) => words.test(code))!;
  const receiver = await choice.open();
  const received: string[] = [];
  receiver.on('record', (_parsed, line) => received.push(line));
  const endpoint = receiver.endpoints[choice.endpoint]!;
  const program = code.replace(/(?<=')(?:udp|tcp|tls|https):\/\/[^']+(?=')/g, endpoint);
  const first = presentSecond();
  const run = await runModule(program, endpoint);
  // what was sent before the process ended waits in the socket
  await new Promise((resolve) => setTimeout(resolve, 50));
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const printed = run.stdout.split('\n').filter(Boolean);
  return { printed, received, badLines: receiver.totals.badLines, seconds: [first, presentSecond()] };
}

async function runModule(program: string, endpoint: string) {
  const type = /\brequire\(/.test(program) ? 'commonjs' : 'module';
  // a service that ends at SIGTERM gets one
  const end = program.includes("'SIGTERM'") ? "process.emit('SIGTERM');" : '';
  const folder = await mkdtemp(join(tmpdir(), 'otelwire-'));
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, testCertificate.cert);
  const variables = {
    DD_DOGSTATSD_URL: endpoint,
    DD_ORIGIN_DETECTION_ENABLED: 'false',
    NODE_EXTRA_CA_CERTS: authority,
  };
  const run = await runNode([`--input-type=${type}`, '--eval', program + end], variables, 'examples').ended;
  await rm(folder, { recursive: true });
  return run;
}

function presentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

const SECOND = /\b1\d{9}\b/g;

/** The seconds since 1970 in what a program sent or printed. */
export function secondsIn(text: string): number[] {
  return [...text.matchAll(SECOND)].map(([second]) => Number(second));
}

/** A text that is the same in each run. */
export function withoutSeconds(text: string): string {
  return text.replace(SECOND, 'SECOND');
}
