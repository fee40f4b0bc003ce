import { type ChildProcess, execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const ip = (...args: readonly string[]) => void execFileSync('ip', args, { stdio: 'pipe' });

export const serverAddress = '10.231.77.2';
/** Of the same interface: where the server may move to. */
export const otherAddress = '10.231.77.3';
const applicationAddress = '10.231.77.1';
export const hostName = 'metrics.test';

/** What the wire does to packets. */
export interface WireRules {
  /** The share that is lost. */
  readonly loss?: number;
  /** Seconds each way. */
  readonly delay?: number;
  /** Nothing passes, and nobody is told. */
  readonly cut?: boolean;
}

/** What the wire has lost since it is there; `datagrams` by their contents. */
export interface WireLosses {
  readonly lost: number;
  readonly datagrams: readonly string[];
}

/** Why no network can be made on this machine; undefined when it can. */
export function whyNoNetwork(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  if (spawnSync('ip', ['-V']).status !== 0) return 'iproute2 is not installed';
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not installed';
  const name = `otelwire-probe-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `no network namespace can be made: ${made.stderr.trim()}`;
  spawnSync('ip', ['netns', 'del', name]);
  return undefined;
}

/** Asks a process in a namespace, and waits for its answer. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
  #calls = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (answer: { id: number; value?: unknown; error?: string }) =>
      this.#waiting.get(answer.id)?.(answer),
    );
  }

  static async start(namespace: string, script: string, ...args: readonly string[]): Promise<Peer> {
    const execArgv = ['netns', 'exec', namespace, process.execPath];
    const child = fork(fixture(script), [...args], { execPath: 'ip', execArgv });
    await once(child, 'message');
    return new Peer(child);
  }

  async ask<Value = unknown>(type: string, message: object = {}): Promise<Value> {
    this.#calls += 1;
    const id = this.#calls;
    const answered = new Promise<{ value?: unknown; error?: string }>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#child.send({ ...message, type, id });
    const { value, error } = await answered;
    if (error !== undefined) throw new Error(error);
    return value as Value;
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.disconnect();
    await exit;
  }
}

/** Two machines, as far as the network goes: an application and a server, with a wire between them in a third namespace. */
export class Network {
  readonly #names = ['app', 'wire', 'server'].map((part) => `otelwire-${process.pid}-${part}`);
  #wire: ChildProcess | undefined;
  #lines: Interface | undefined;
  application!: Peer;
  server!: Peer;

  async open(): Promise<void> {
    const [app, wire, server] = this.#names as [string, string, string];
    for (const name of this.#names) ip('netns', 'add', name);
    this.#plug(app, 'left', applicationAddress);
    this.#plug(server, 'right', serverAddress, otherAddress);
    // to a sender who comes again within a second no refusal is sent: exports are farther apart than those of a test
    const always = 'echo 0 > /proc/sys/net/ipv4/icmp_ratelimit';
    ip('netns', 'exec', server, 'sh', '-c', always);
    mkdirSync(`/etc/netns/${app}`, { recursive: true });
    writeFileSync(`/etc/netns/${app}/resolv.conf`, `nameserver ${serverAddress}\n`);
    this.#wire = spawn('ip', ['netns', 'exec', wire, 'python3', fixture('wire.py'), 'left', 'right', '7'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#wire.stdout! });
    await this.setWire({});
    this.application = await Peer.start(app, 'application.mjs');
    this.server = await Peer.start(server, 'server.mjs', serverAddress);
  }

  /** An interface of a machine, and its other end in the namespace of the wire. */
  #plug(namespace: string, end: string, ...addresses: readonly string[]): void {
    const wire = this.#names[1]!;
    ip('-n', wire, 'link', 'add', end, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    for (const address of addresses) ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    execFileSync('ip', ['netns', 'exec', namespace, 'python3', fixture('no-offload.py'), 'eth0']);
    for (const [name, link] of [
      [namespace, 'lo'],
      [namespace, 'eth0'],
      [wire, end],
    ] as const) {
      ip('-n', name, 'link', 'set', link, 'up');
    }
  }

  /** What is not said becomes as of a good wire. */
  async setWire({ loss = 0, delay = 0, cut = false }: WireRules): Promise<WireLosses> {
    const answer = once(this.#lines!, 'line');
    this.#wire!.stdin!.write(`${JSON.stringify({ loss, delay, cut })}\n`);
    const [line] = (await answer) as [string];
    return JSON.parse(line) as WireLosses;
  }

  /** Of the application's machine. */
  setLink(state: 'up' | 'down'): void {
    ip('-n', this.#names[0]!, 'link', 'set', 'eth0', state);
  }

  async close(): Promise<void> {
    await Promise.all([this.application?.stop(), this.server?.stop()]);
    if (this.#wire !== undefined) {
      const exit = once(this.#wire, 'exit');
      this.#wire.stdin!.end();
      await exit;
    }
    for (const name of this.#names) spawnSync('ip', ['netns', 'del', name]);
    rmSync(`/etc/netns/${this.#names[0]}`, { recursive: true, force: true });
  }
}
