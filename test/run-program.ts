import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { testCertificate } from '../packages/sandbox/test/listen/certificate.ts';
import { runNode } from './run-node.ts';
import { standInFor } from './stand-in.ts';

/** What a program has printed, and what it has sent. */
interface ProgramRun {
  readonly printed: readonly string[];
  readonly received: readonly string[];
  readonly refused: readonly unknown[];
  /** Since 1970, before it started and after it ended. */
  readonly seconds: readonly [first: number, last: number];
}

/** Runs a program in the place of an example, against a receiver of its own in place of the server that it names. */
export async function runProgram(code: string): Promise<ProgramRun> {
  const { endpoint, received, refused, variables, close } = await standInFor(code);
  const program = code.replace(/(?<=')(?:udp|tcp|tls|https?):\/\/[^']+(?=')/g, endpoint);
  const first = presentSecond();
  const run = await runModule(program, variables);
  // what was sent before the process ended waits in the socket
  await new Promise((resolve) => setTimeout(resolve, 50));
  await close();
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const printed = run.stdout.split('\n').filter(Boolean);
  return { printed, received, refused, seconds: [first, presentSecond()] };
}

async function runModule(program: string, variables: Readonly<Record<string, string>>) {
  const type = /\brequire\(/.test(program) ? 'commonjs' : 'module';
  // a service that ends at SIGTERM gets one
  const end = program.includes("'SIGTERM'") ? "process.emit('SIGTERM');" : '';
  const folder = await mkdtemp(join(tmpdir(), 'otelwire-'));
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, testCertificate.cert);
  const environment = { ...variables, NODE_EXTRA_CA_CERTS: authority };
  const run = await runNode([`--input-type=${type}`, '--eval', program + end], environment, 'examples').ended;
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
