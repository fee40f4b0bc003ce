/** Why a part of an endpoint cannot be used, as half a sentence that repeats nothing of what was given. */
export interface Reason {
  readonly reason: string;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** What Linux takes; `sun_path` has 108 bytes with the closing zero. */
const MAX_SOCKET_PATH_BYTES = 107;
const MAX_HOST_LENGTH = 253;

/** Reads `host:port`, `[::1]:port`, and `host` where there is a default port. The host comes without brackets. */
export function readHostAndPort(text: string, defaultPort: number | undefined): HostAndPort | Reason {
  const address = text.replace(/\/+$/, '');
  if (address.includes('@')) return { reason: 'a user or password has no meaning for a socket' };
  if (/[?#]/.test(address)) return { reason: 'a query has no meaning for a socket' };
  if (address.includes('/')) return { reason: 'a path has no meaning for this socket' };
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/s.exec(address);
  if (bracketed) return withPort(bracketed[1]!, bracketed[2], defaultPort, isIpv6);
  if (address.indexOf(':') !== address.lastIndexOf(':')) {
    return { reason: 'there are too many colons (an IPv6 address goes in brackets, as in [::1])' };
  }
  const [host, port] = address.split(':');
  return withPort(host!, port, defaultPort, isHostName);
}

function withPort(
  host: string,
  portText: string | undefined,
  defaultPort: number | undefined,
  isHost: (host: string) => boolean,
): HostAndPort | Reason {
  if (host === '') return { reason: 'the host is missing' };
  if (!isHost(host)) return { reason: 'the host is neither a name nor an IP address' };
  if (portText === undefined) {
    return defaultPort === undefined ? { reason: 'the port is missing' } : { host, port: defaultPort };
  }
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  return port >= 1 && port <= 65535 ? { host, port } : { reason: 'the port is not a number from 1 to 65535' };
}

/** Underscores are no part of DNS host names, but container networks use them. */
function isHostName(host: string): boolean {
  if (/^[\d.]+$/.test(host))
    return /^(\d{1,3}\.){3}\d{1,3}$/.test(host) && host.split('.').every((n) => +n <= 255);
  return host.length <= MAX_HOST_LENGTH && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/i.test(host);
}

/** `node:net` could tell, but only transports may import it. A URL does not take the zone, so that is cut first. */
function isIpv6(host: string): boolean {
  const [, address, zone] = /^([\da-f:.]+)(%.*)?$/is.exec(host) ?? [];
  return address !== undefined && URL.canParse(`http://[${address}]`) && /^(%[\w.-]+)?$/.test(zone ?? '');
}

/** Reads the absolute path of a Unix socket. */
export function readSocketPath(text: string): { readonly path: string } | Reason {
  const path = text.replace(/\/+$/, '');
  if (!text.startsWith('/'))
    return { reason: 'the path is not absolute (three slashes, as in unix:///path)' };
  if (path === '') return { reason: 'the path is missing' };
  if (/[?#]/.test(path)) return { reason: 'a query has no meaning for a socket' };
  const bytes = Buffer.byteLength(path);
  if (bytes > MAX_SOCKET_PATH_BYTES) {
    return { reason: `the path has ${bytes} bytes, and a Unix socket takes ${MAX_SOCKET_PATH_BYTES}` };
  }
  return { path };
}
