import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealServer } from './real-servers.ts';
import { whisperPoints } from './whisper.ts';

/**
 * What carbon-cache 1.1.7 has on its disk of what it was sent; GraphiteWeb knows more. One point a second is kept for
 * three hours: of two in one second the later one, without its fraction of a second. Files are written each second.
 *
 * It drops NaN in silence, takes -1 for now, and closes the connection at a line that is not UTF-8 or over 16 KiB.
 */
export class Carbon {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** Plaintext over UDP and TCP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  /** TCP, on 127.0.0.1. */
  get picklePort(): number {
    return this.#server.port('PICKLE_PORT');
  }

  /** The values of one series by their seconds since 1970; tags as carbon sorts them: `name;a=1;b=2`. */
  async points(series: string): Promise<Map<number, number>> {
    const file = join(this.#server.setting('WHISPER'), fileOf(series));
    return whisperPoints(await readFile(file).catch(() => new Uint8Array()));
  }

  /** How many series it has made files for. */
  async seriesCount(): Promise<number> {
    const names = await readdir(this.#server.setting('WHISPER'), { recursive: true });
    return names.filter((name) => name.endsWith('.wsp')).length;
  }

  /** The lines that it could not read, their first 400 characters, escaped as Python does it. */
  async refusedLines(): Promise<string[]> {
    const log = await this.#server.log();
    return [...log.matchAll(/invalid line received from .*?, ignoring \[(.*)\]$/gm)].map(([, line]) => line!);
  }

  /** The series whose tags it could not read, with the reason. Their points are kept, and found by `points`. */
  async refusedTags(): Promise<string[]> {
    const log = await this.#server.log();
    const reports = [...log.matchAll(/Error parsing metric (.*)$/gm)].map(([, report]) => report!);
    return [...new Set(reports)];
  }
}

function fileOf(series: string): string {
  if (!series.includes(';')) return `${series.replaceAll('.', '/')}.wsp`;
  const hash = createHash('sha256').update(series).digest('hex');
  return join('_tagged', hash.slice(0, 3), hash.slice(3, 6), `${hash}.wsp`);
}
