import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '../clock.js';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a host, best first. Rejects when there is none. */
export type Lookup = (host: string) => Promise<readonly Address[]>;

/** A host, and how its addresses are found. */
export interface HostOptions {
  readonly host: string;
  readonly clock: Clock;
  /** Default: `dns.lookup`, in the order of the operating system. */
  readonly lookup?: Lookup;
  /** Older addresses are still used, but renewed behind the back of their user. Default 60 000. */
  readonly lookupRefreshMillis?: number;
}

/** The soonest a doubted answer is asked for again, so that a dead server does not mean a lookup for each attempt. */
const doubtMillis = 5_000;

const systemLookup: Lookup = async (host) => {
  const addresses = await dnsLookup(host, { all: true });
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The addresses of one host: looked up on first use, by one lookup however many wait for it, renewed in the background
 * when used, and the last good answer outlives a failing resolver.
 */
export class Resolver {
  readonly #host: string;
  readonly #clock: Clock;
  readonly #lookup: Lookup;
  readonly #refreshMillis: number;
  #known: readonly Address[] | undefined;
  #running: Promise<readonly Address[]> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(options: HostOptions) {
    this.#host = options.host;
    this.#clock = options.clock;
    this.#lookup = options.lookup ?? systemLookup;
    this.#refreshMillis = options.lookupRefreshMillis ?? 60_000;
    const family = isIP(options.host);
    if (family !== 0) this.#known = [{ address: options.host, family: family === 6 ? 6 : 4 }];
  }

  /** At least one address. Rejects only while no lookup has ever succeeded. */
  resolve(): Promise<readonly Address[]> {
    if (this.#known === undefined) return this.#ask();
    if (this.#clock.monotonicMillis() >= this.#dueAt) this.#ask().catch(() => {});
    return Promise.resolve(this.#known);
  }

  /** Says that the known addresses do not answer: the host may have moved. */
  doubt(): void {
    if (this.#dueAt !== Number.POSITIVE_INFINITY)
      this.#dueAt = Math.min(this.#dueAt, this.#askedAt + doubtMillis);
  }

  #ask(): Promise<readonly Address[]> {
    this.#running ??= this.#lookUp().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #lookUp(): Promise<readonly Address[]> {
    this.#askedAt = this.#clock.monotonicMillis();
    this.#dueAt = this.#askedAt + this.#refreshMillis;
    const addresses = await this.#lookup(this.#host);
    if (addresses.length === 0)
      throw Object.assign(new Error(`${this.#host} has no address`), { code: 'ENOTFOUND' });
    this.#known = addresses;
    return addresses;
  }
}

/** A resolver in the form that `net.connect` and `tls.connect` take. */
export function netLookup(resolver: Resolver): LookupFunction {
  return (_host, options, callback) => {
    resolver.resolve().then(
      (addresses) => {
        if (options.all) callback(null, [...addresses]);
        else callback(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
