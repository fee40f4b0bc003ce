import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { vi } from 'vitest';
import { startProxy } from '../../core/test/http/connect-proxy.ts';
import { type Answer, afterwards, HttpServer, type Received } from '../../core/test/http/http-server.ts';
import { keys, spellings } from './keys.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../core/test/transport/fixtures/${name}`, import.meta.url));
const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };

/** All that a server was sent, as it came and decoded. */
function repeated({ body, headers, path }: Received): string {
  const text = body.toString();
  const decoded = text.startsWith('{') ? JSON.parse(text).ezkey : [...new URLSearchParams(text)].join(' ');
  return [headers.authorization, path, decoded, text].join(' ');
}

/** The endpoint of a server that answers so. */
async function answering(answer: Answer): Promise<string> {
  return (await HttpServer.start([answer])).url.origin;
}

type Reply = (response: ServerResponse, said: string) => void;
const repeating = (reply: Reply) => () =>
  answering((response, request) => reply(response, repeated(request)));
const withStatus = (status: number) =>
  [`it answers ${status}`, repeating((response, said) => response.writeHead(status).end(said))] as const;

/** Whatever can go wrong between an application and a server, which says back all that it was sent; each gives an endpoint. */
export const failures: readonly (readonly [what: string, start: () => Promise<string>])[] = [
  [
    'the connection is refused',
    async () => {
      const server = await HttpServer.start();
      const { origin } = server.url;
      await server.stop();
      return origin;
    },
  ],
  ['the connection is reset', repeating((response) => response.socket!.resetAndDestroy())],
  ['the connection is closed', repeating((response) => response.destroy())],
  ['the server does not answer in time', repeating(() => {})],
  ...[400, 401, 402, 403, 404, 407, 408, 413, 429, 500, 502, 503, 504].map(withStatus),
  ['it takes what it was sent for an error', repeating((response, said) => json(response, 200, said))],
  ['it refuses the key', repeating((response) => json(response, 200, `invalid keys ${Object.values(keys)}`))],
  [
    'it refuses the key as a form spells it',
    repeating((response) => json(response, 500, `${spellings(keys.account)[2]} ${spellings(keys.stat)[2]}`)),
  ],
  ['it answers with a page', repeating((response, said) => response.end(`<html><h1>${said}</h1></html>`))],
  ['it answers with half of some JSON', repeating((response, said) => response.end(`{"msg":"${said}`))],
  [
    'its answer is cut off',
    repeating((response, said) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write(said, () => response.destroy());
    }),
  ],
  [
    'it redirects',
    repeating((response) => {
      const [, inUrl] = spellings(keys.account);
      response.writeHead(302, { location: `/${inUrl}?key=${inUrl}` }).end();
    }),
  ],
  ['it speaks no HTTP', parroting],
  ['its certificate is not trusted', async () => (await HttpServer.start([204], identity)).url.origin],
  ['it speaks no TLS', async () => (await answering(204)).replace('http:', 'https:')],
  [
    'a proxy refuses',
    async () => {
      const { port } = await startProxy(407);
      vi.stubEnv('HTTP_PROXY', `http://somebody:${keys.proxy}@127.0.0.1:${port}`);
      return answering(204);
    },
  ],
];

function json(response: ServerResponse, status: number, msg: string): void {
  response.writeHead(status).end(JSON.stringify({ status: 500, msg }));
}

/** A server that says back every byte. */
async function parroting(): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
    afterwards(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
