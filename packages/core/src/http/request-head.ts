import { ConfigError } from '../errors.js';
import { type HttpHeaders, headerProblem, isHeaderValue } from './headers.js';
import type { HttpTransportOptions } from './http-options.js';

/** What all requests of a transport have in common. */
export interface RequestHead {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: HttpHeaders;
}

/** Throws a `ConfigError` that lists what cannot be sent; values of headers are not repeated. */
export function requestHead(options: HttpTransportOptions): RequestHead {
  const { contentType, headers = {}, method = 'POST', url } = options;
  const problems: string[] = [];
  if (!/^https?:$/.test(url.protocol)) problems.push('url is not of http: or https:');
  if (!/^[A-Z]+$/.test(method)) problems.push('method is not one of HTTP');
  if (!isHeaderValue(contentType)) problems.push('contentType has characters that HTTP does not allow');
  for (const [name, value] of Object.entries(headers)) {
    const problem = headerProblem(name, value);
    if (problem !== undefined) problems.push(`headers holds ${JSON.stringify(name)}, but ${problem}`);
  }
  const authorization = basicAuthorization(url, problems);
  if (problems.length > 0) throw new ConfigError('HTTP transport', problems);
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: {
      'user-agent': 'otelwire',
      ...authorization,
      ...Object.fromEntries(lowerCase),
      'content-type': contentType,
    },
  };
}

function basicAuthorization({ username, password }: URL, problems: string[]): HttpHeaders {
  if (username === '' && password === '') return {};
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  } catch {
    problems.push('url has a user or password that is not percent-encoded');
    return {};
  }
}
