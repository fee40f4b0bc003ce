/** These pass every network in one piece. */
const NETWORK_BYTES = 1432;
/** This machine takes more at once: a quarter of the calls. */
const LOCAL_BYTES = 8192;

/** How long a datagram to a host should be at the most, where its server reads `readBytes` of it. Default: what every server reads. */
export function datagramBytes(host: string, readBytes = NETWORK_BYTES): number {
  return isThisMachine(host) ? Math.min(LOCAL_BYTES, readBytes) : NETWORK_BYTES;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
