import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { testCertificate } from '../listen/certificate.ts';

/** What a test asks for. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What a server answered. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Sends a request over a connection of its own. Rejects when the answer does not come whole. */
export function ask(
  url: string,
  { method = 'POST', headers = {}, body = '' }: Asked = {},
): Promise<Answered> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  const length = body === '' ? undefined : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, agent: false, ca: testCertificate.cert, headers: { ...headers, ...length } };
  const outgoing = request(url, options);
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      text(response).then((answered) => {
        resolve({ status: response.statusCode, headers: response.headers, body: answered });
      }, reject);
    });
    outgoing.end(body);
  });
}

/** Sends JSON. */
export function askJson(url: string, json: unknown, headers: Asked['headers'] = {}): Promise<Answered> {
  const body = typeof json === 'string' ? json : JSON.stringify(json);
  return ask(url, { headers: { 'content-type': 'application/json', ...headers }, body });
}
