import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  describeEndpoint,
  type Endpoint,
  type EndpointRules,
  parseEndpoint,
} from '../../src/config/endpoint.ts';

const every: EndpointRules = {
  schemes: ['udp', 'tcp', 'tls', 'unix', 'unixgram', 'http', 'https', 'stdout'],
};
const parse = (text: string) => parseEndpoint(text, every);
const problem = (text: string, rules: EndpointRules = every) => {
  const found = parseEndpoint(text, rules);
  return 'problem' in found ? found.problem : '';
};

describe('an endpoint', () => {
  test.each([
    ['udp://localhost:8125', { scheme: 'udp', host: 'localhost', port: 8125 }],
    ['tcp://carbon_1.example.:2003/', { scheme: 'tcp', host: 'carbon_1.example.', port: 2003 }],
    ['TLS://10.0.0.255:65535', { scheme: 'tls', host: '10.0.0.255', port: 65535 }],
    ['udp://[::1]:1', { scheme: 'udp', host: '::1', port: 1 }],
    ['udp://[::ffff:127.0.0.1]:9', { scheme: 'udp', host: '::ffff:127.0.0.1', port: 9 }],
    ['udp://[fe80::1%eth0]:9', { scheme: 'udp', host: 'fe80::1%eth0', port: 9 }],
    ['unix:///run/a b%20c.sock', { scheme: 'unix', path: '/run/a b%20c.sock' }],
    ['unixstream:///run/a.sock/', { scheme: 'unix', path: '/run/a.sock' }],
    ['unixgram:///run/a.sock', { scheme: 'unixgram', path: '/run/a.sock' }],
    ['https://u:p@host/path?key=1#part', { scheme: 'https', url: new URL('https://u:p@host/path?key=1') }],
    ['stdout:', { scheme: 'stdout' }],
    ['stdout://', { scheme: 'stdout' }],
    ['  udp://trimmed:1\n', { scheme: 'udp', host: 'trimmed', port: 1 }],
  ])('%s is read', (text, endpoint) => {
    expect(parse(text)).toEqual(endpoint);
  });

  test.each([
    ['', 'does not start with a scheme'],
    ['localhost:8125', 'does not start with a scheme'],
    ['htp://localhost', 'scheme is not one of those allowed'],
    ['udp:localhost:8125', 'two slashes must follow'],
    ['udp://localhost', 'the port is missing'],
    ['udp://:8125', 'the host is missing'],
    ['udp://localhost:', 'the port is not a number'],
    ['udp://localhost:0', 'the port is not a number'],
    ['udp://localhost:65536', 'the port is not a number'],
    ['udp://localhost:1e3', 'the port is not a number'],
    ['udp://::1:8125', 'an IPv6 address goes in brackets'],
    ['udp://[::1', 'an IPv6 address goes in brackets'],
    ['udp://[::g]:1', 'neither a name nor an IP address'],
    ['udp://256.1.1.1:1', 'neither a name nor an IP address'],
    ['udp://a b:1', 'neither a name nor an IP address'],
    ['udp://a\0b:1', 'a control character'],
    ['udp://host:1/path', 'a path has no meaning'],
    ['udp://host:1?a=b', 'a query has no meaning'],
    ['udp://user:word@host:1', 'a user or password has no meaning'],
    ['unix://run/a.sock', 'the path is not absolute'],
    ['unix:/run/a.sock', 'two slashes must follow'],
    ['unix:///', 'the path is missing'],
    ['unix:///a?b', 'a query has no meaning'],
    [`unix:///${'é'.repeat(54)}`, 'the path has 109 bytes'],
    ['http://', 'the host is missing'],
    ['http:///path', 'the host is missing'],
    ['http://a b/', 'it contains a space'],
    ['http://host:99999/', 'it is not a valid URL'],
    ['stdout://file', 'nothing may follow stdout:'],
  ])('%j is refused, since %s', (text, reason) => {
    expect(problem(text)).toContain(reason);
  });

  test('a host without a port takes the default port of its scheme', () => {
    const rules = { schemes: ['udp', 'tcp'], defaultPorts: { udp: 8125 } } as const;
    expect(parseEndpoint('udp://agent/', rules)).toEqual({ scheme: 'udp', host: 'agent', port: 8125 });
    expect(parseEndpoint('udp://[::1]', rules)).toEqual({ scheme: 'udp', host: '::1', port: 8125 });
    expect(parseEndpoint('tcp://agent', rules)).toHaveProperty('problem');
  });

  test('a problem says what was given, why not, what is allowed, and an example', () => {
    const rules: EndpointRules = { schemes: ['udp', 'tcp', 'unix'], defaultPorts: { udp: 8125 } };
    expect(problem('htp://localhost', rules)).toBe(
      "'htp://localhost' cannot be used as an endpoint: its scheme is not one of those allowed; expected " +
        'udp://host[:8125], tcp://host:port or unix:///path, for example udp://localhost:8125',
    );
  });

  test('a refused scheme is answered with the sentence of the caller', () => {
    const rules: EndpointRules = {
      schemes: ['udp', 'unix'],
      refused: { unixgram: 'Node.js has no unix datagram sockets; use udp or unix.' },
    };
    expect(problem('unixgram:///run/a.sock', rules)).toContain(
      'endpoint: Node.js has no unix datagram sockets; use udp or unix; expected udp://host:port',
    );
    expect(problem('constructor://x', rules)).toContain('not one of those allowed');
  });

  test('unixstream is allowed exactly where unix is', () => {
    expect(problem('unixstream:///a', { schemes: ['udp'] })).toContain('not one of those allowed');
  });

  test('the type has only the schemes that were asked for', () => {
    const found = parseEndpoint('udp://a:1', { schemes: ['udp', 'unix'] });
    if ('problem' in found) throw new Error(found.problem);
    expectTypeOf(found.scheme).toEqualTypeOf<'udp' | 'unix'>();
    if (found.scheme === 'unix') expectTypeOf(found.path).toEqualTypeOf<string>();
    else expectTypeOf(found.port).toEqualTypeOf<number>();
  });
});

describe('the description of an endpoint', () => {
  test.each([
    ['https://user:pw@host:8443/api/v1/bulk_events?key=abc', 'https://host:8443/api/v1/bulk_events'],
    [
      'https://hooks.example/services/T0X1B2/abcdefghijklmnopqrstuvw',
      'https://hooks.example/services/***/***',
    ],
    ['http://host/ez/me@example.com', 'http://host/ez/***'],
    ['udp://[::1]:8125', 'udp://[::1]:8125'],
    ['stdout://', 'stdout:'],
  ])('of %s is %s', (text, description) => {
    expect(describeEndpoint(parse(text) as Endpoint)).toBe(description);
  });

  test('is read back as the same endpoint', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/).filter((name) => !/^\d+$/.test(name));
    const host = fc.oneof(
      fc.array(label, { minLength: 1, maxLength: 4 }).map((l) => l.join('.')),
      fc.ipV4(),
      fc.ipV6(),
    );
    const scheme = fc.constantFrom('udp', 'tcp', 'tls');
    const port = fc.integer({ min: 1, max: 65535 });
    const path = fc.array(fc.stringMatching(/^[^/?#\p{Cc}\s]{1,12}$/u), { minLength: 1, maxLength: 2 });
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    const endpoint = fc.oneof(
      fc.record({ scheme, host, port }),
      fc.record({
        scheme: fc.constantFrom('unix', 'unixgram'),
        path: path.map((parts) => `/${parts.join('/')}`),
      }),
      fc.record({ scheme: fc.constant('http'), url: word.map((part) => new URL(`http://host:81/${part}`)) }),
      fc.record({ scheme: fc.constant('stdout') }),
    ) as fc.Arbitrary<Endpoint>;
    fc.assert(
      fc.property(endpoint, (one) => void expect(parse(describeEndpoint(one))).toEqual(one)),
      { numRuns: 1000 },
    );
  });
});

describe('whatever text is given', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('udp://', 'unix:///', 'http://', 'https:', 'stdout:', 'unixgram://['),
        fc.string(),
      )
      .map((parts) => parts.join('')),
  );

  test('nothing throws, and a problem is one line of bounded length', () => {
    fc.assert(
      fc.property(text, (given) => {
        const found = parse(given);
        if ('problem' in found) expect(found.problem).toMatch(/^[^\p{Cc}]{1,1200}$/u);
        else expect(typeof describeEndpoint(found)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  test('no user, password or query is shown', () => {
    const secret = fc.stringMatching(/^[A-Z0-9/?#:@]{3,10}$/).map((middle) => `SECRET${middle}SECRET`);
    const shape = fc.constantFrom(
      (s: string) => `udp://user:${s}@host:1`,
      (s: string) => `htp://${s}@host/`,
      (s: string) => `http://${s}@ho st/`,
      (s: string) => `http:${s}@host`,
      (s: string) => `${s}@host:1`,
      (s: string) => `udp://host:1?key=${s}`,
      (s: string) => `htp://host/api/${s}`,
      (s: string) => `https://${encodeURIComponent(s)}:pw@host/?k=${s}`,
      (s: string) => `https://host/${s}?k=${s}#${s}`,
    );
    fc.assert(
      fc.property(secret, shape, (given, into) => {
        const found = parse(into(given));
        expect('problem' in found ? found.problem : describeEndpoint(found)).not.toContain('SECRET');
      }),
      { numRuns: 2000 },
    );
  });
});
