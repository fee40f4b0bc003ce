/** Ports for endpoints that name none, by scheme. */
export type DefaultPorts = { readonly [scheme in 'udp' | 'tcp' | 'tls']?: number };

/** `udp://host[:9000], tcp://host:port or unix:///path, for example udp://localhost:9000` */
export function endpointForms(schemes: readonly string[], ports: DefaultPorts, examplePort = 9000): string {
  const forms = schemes.map((scheme) => formOf(scheme, ports));
  const last = forms.pop()!;
  const all = forms.length === 0 ? last : `${forms.join(', ')} or ${last}`;
  return `${all}, for example ${exampleOf(schemes[0]!, ports, examplePort)}`;
}

function formOf(scheme: string, ports: DefaultPorts): string {
  switch (scheme) {
    case 'udp':
    case 'tcp':
    case 'tls':
      return ports[scheme] === undefined ? `${scheme}://host:port` : `${scheme}://host[:${ports[scheme]}]`;
    case 'unix':
    case 'unixgram':
      return `${scheme}:///path`;
    case 'http':
    case 'https':
      return `${scheme}://host[:port][/path]`;
    default:
      return `${scheme}:`;
  }
}

function exampleOf(scheme: string, ports: DefaultPorts, examplePort: number): string {
  switch (scheme) {
    case 'udp':
    case 'tcp':
    case 'tls':
      return `${scheme}://localhost:${ports[scheme] ?? examplePort}`;
    case 'unix':
    case 'unixgram':
      return `${scheme}:///run/metrics.sock`;
    case 'http':
    case 'https':
      return `${scheme}://metrics.example/`;
    default:
      return `${scheme}:`;
  }
}
