import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

const maxBodyBytes = 10_000;

/** The body of a request; throws a `Refusal` if it is none, too long or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'content-type: application/json is needed');
  }
  const body = await readBody(request);
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'the body is no JSON');
  }
}

/** Not by iteration: to leave a loop over a request ends its connection, and with it the answer. */
function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    request.on('error', reject);
    request.on('data', (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount <= maxBodyBytes) chunks.push(chunk);
      else reject(new Refusal(413, `the body is longer than ${maxBodyBytes} bytes`, { connection: 'close' }));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
