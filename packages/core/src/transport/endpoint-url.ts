/** `udp://127.0.0.1:8125`, `tcp://[::1]:2003`: an endpoint as it may be shown to people. */
export function endpointUrl(scheme: string, host: string, port: number): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
