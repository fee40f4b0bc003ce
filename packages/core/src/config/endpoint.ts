import { type DefaultPorts, endpointForms } from './endpoint-forms.js';
import { quoted, withoutPathSecrets } from './safe-text.js';
import { type Reason, readHostAndPort, readSocketPath } from './socket-address.js';

/** The ways out of the process. `unix` is a stream socket; `unixstream://` is another way to write it. */
export type Scheme = 'udp' | 'tcp' | 'tls' | 'unix' | 'unixgram' | 'http' | 'https' | 'stdout';

/** What an endpoint of one of these schemes consists of. IPv6 hosts come without brackets. */
export type EndpointOf<S extends Scheme> = S extends 'udp' | 'tcp' | 'tls'
  ? { readonly scheme: S; readonly host: string; readonly port: number }
  : S extends 'unix' | 'unixgram'
    ? { readonly scheme: S; readonly path: string }
    : S extends 'http' | 'https'
      ? { readonly scheme: S; readonly url: URL }
      : { readonly scheme: S };

/** Where metrics go: one of the forms that `parseEndpoint` reads. */
export type Endpoint = EndpointOf<Scheme>;

/** What a package takes as its endpoint. */
export interface EndpointRules<S extends Scheme = Scheme> {
  /** Those allowed, the usual one first: examples in messages use it. */
  readonly schemes: readonly [S, ...S[]];
  /** Default: none; then sockets need a port. */
  readonly defaultPorts?: DefaultPorts;
  /** The port in messages, where there is no default. */
  readonly examplePort?: number;
  /** Why a scheme that one might expect is not allowed: a sentence by scheme, for the message. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Why a text is no endpoint: what was given, what is allowed, and an example. Holds no user, password or query. */
export interface EndpointProblem {
  readonly problem: string;
}

/** Reads an endpoint. Never throws: many problems are to be listed at once. */
export function parseEndpoint<S extends Scheme>(
  text: string,
  rules: EndpointRules<S>,
): EndpointOf<S> | EndpointProblem {
  const found = readEndpoint(text, rules);
  if (!('reason' in found)) return found;
  const forms = endpointForms(rules.schemes, rules.defaultPorts ?? {}, rules.examplePort);
  return {
    problem: `${quoted(text.trim())} cannot be used as an endpoint: ${found.reason}; expected ${forms}`,
  };
}

/** As `parseEndpoint`, for callers that say themselves what was given and what is allowed. */
export function readEndpoint<S extends Scheme>(
  text: string,
  rules: EndpointRules<S>,
): EndpointOf<S> | Reason {
  const trimmed = text.trim();
  const [, given, slashes, rest] = /^([a-z][a-z0-9+.-]*):(\/\/)?(.*)$/is.exec(trimmed) ?? [];
  const lower = given?.toLowerCase();
  if (lower === undefined || rest === undefined) return { reason: 'it does not start with a scheme' };
  const wanted = lower === 'unixstream' ? 'unix' : lower;
  const scheme = rules.schemes.find((allowed) => allowed === wanted);
  if (scheme === undefined) return refusal(lower, wanted, slashes !== undefined, rules);
  if (/\p{Cc}/u.test(trimmed)) return { reason: 'it contains a control character' };
  if (scheme !== 'stdout' && slashes === undefined) return { reason: 'two slashes must follow the scheme' };
  const parts = readParts(scheme, rest, trimmed, rules.defaultPorts ?? {});
  return 'reason' in parts ? parts : ({ scheme, ...parts } as EndpointOf<S>);
}

function refusal(given: string, wanted: string, isUrl: boolean, rules: EndpointRules): Reason {
  const why = [given, wanted].find((scheme) => Object.hasOwn(rules.refused ?? {}, scheme));
  if (why !== undefined) return { reason: rules.refused![why]!.replace(/[.;]\s*$/, '') };
  // `localhost:9000` looks like the scheme "localhost".
  return { reason: isUrl ? 'its scheme is not one of those allowed' : 'it does not start with a scheme' };
}

function readParts(scheme: Scheme, rest: string, text: string, ports: DefaultPorts): object | Reason {
  switch (scheme) {
    case 'udp':
    case 'tcp':
    case 'tls':
      return readHostAndPort(rest, ports[scheme]);
    case 'unix':
    case 'unixgram':
      return readSocketPath(rest);
    case 'http':
    case 'https':
      return readUrl(rest, text);
    case 'stdout':
      return /^\/*$/.test(rest) ? {} : { reason: 'nothing may follow stdout:' };
  }
}

function readUrl(rest: string, text: string): { readonly url: URL } | Reason {
  // The URL parser would take `http:///path` for the host "path".
  if (/^[/\\]|^$/.test(rest)) return { reason: 'the host is missing' };
  if (/\s/.test(text)) return { reason: 'it contains a space' };
  if (!URL.canParse(text)) return { reason: 'it is not a valid URL' };
  const url = new URL(text);
  url.hash = '';
  return { url };
}

/**
 * An endpoint as it may be logged: of a URL neither user, password nor query, and `***` for parts of the path that
 * may be keys.
 */
export function describeEndpoint(endpoint: Endpoint): string {
  switch (endpoint.scheme) {
    case 'udp':
    case 'tcp':
    case 'tls': {
      const { scheme, host, port } = endpoint;
      return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    }
    case 'unix':
    case 'unixgram':
      return `${endpoint.scheme}://${endpoint.path}`;
    case 'http':
    case 'https':
      return endpoint.url.origin + withoutPathSecrets(endpoint.url.pathname);
    case 'stdout':
      return 'stdout:';
  }
}
