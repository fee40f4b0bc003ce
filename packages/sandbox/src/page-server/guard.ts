import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Which names browsers may use for this server. */
export interface GuardOptions {
  /** Where the server listens. */
  readonly host: string;
  /** More names. */
  readonly names?: readonly string[];
}

const wildcards = ['0.0.0.0', '::'];
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps other people's pages out. A page that has its own name point to this machine (DNS rebinding) comes with that name in
 * `Host`; one that only sends a request comes with its `Origin`, and cannot send JSON without being asked first.
 */
export class Guard {
  readonly #names: ReadonlySet<string>;
  readonly #isOpenToAll: boolean;

  constructor({ host, names = [] }: GuardOptions) {
    this.#isOpenToAll = wildcards.includes(host);
    const own = this.#isOpenToAll ? [hostname()] : [isIP(host) === 6 ? `[${host}]` : host];
    this.#names = new Set([...loopback, ...own, ...names].map((name) => name.toLowerCase()));
  }

  /** What is wrong with the name that was asked for, if anything is; `port` is the one that was asked. */
  hostProblem({ host = '' }: IncomingHttpHeaders, port: number): string | undefined {
    if (this.#isKnown(host.toLowerCase(), port)) return undefined;
    return 'the Host header does not name this server; a further name is allowed with pageHosts (otelwire-sandbox: --page-host)';
  }

  /**
   * Where all addresses are listened at, any address will do, with any port, since containers and tunnels have ports of
   * their own: only a name can be made to point here by somebody else.
   */
  #isKnown(host: string, port: number): boolean {
    const [, name = '', asked = '80'] = /^(\[[\da-f:.]+\]|[^:]*)(?::(\d{1,5}))?$/.exec(host) ?? [];
    const isAddress = isIP(name.replace(/^\[|\]$/g, '')) !== 0;
    if (this.#isOpenToAll) return this.#names.has(name) || isAddress;
    return this.#names.has(name) && Number(asked) === port;
  }
}

/** What is wrong with where a request comes from, if anything is; a link may come from anywhere. */
export function originProblem({
  host = '',
  origin,
  'sec-fetch-site': site,
}: IncomingHttpHeaders): string | undefined {
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return 'the request comes from another origin';
  }
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  return isOwn ? undefined : 'the request comes from another site';
}
