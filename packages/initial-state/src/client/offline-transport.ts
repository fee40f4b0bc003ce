import { appendFile, writeFile } from 'node:fs/promises';
import { type Batch, type SendOutcome, type Transport, TransportError } from '@otelwire/core';
import type { EventValue } from './event-text.js';

interface Row {
  readonly epoch: number;
  readonly key: string;
  readonly value: EventValue;
}

/** Writes events as rows of epoch, key and value, as ISStreamer does: CRLF, `True` and `False`. The file is begun anew. */
export function createOfflineTransport(file: string): Transport {
  let isBegun = false;
  let last: Promise<unknown> = Promise.resolve();
  const description = `file ${file}`;
  async function write(batch: Batch): Promise<SendOutcome> {
    try {
      const rows = eventsOf(batch).map(rowOf).join('');
      await (isBegun ? appendFile(file, rows) : writeFile(file, rows));
      isBegun = true;
      return { delivered: batch.ends.length };
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'error';
      return {
        delivered: 0,
        error: new TransportError(description, `cannot be written (${code})`, { cause }),
      };
    }
  }
  return {
    description,
    maxBatchesInFlight: 1,
    send(batch) {
      const written = last.then(() => write(batch));
      last = written;
      return written;
    },
    async close() {
      await last;
    },
  };
}

function eventsOf({ buffer, ends }: Batch): Row[] {
  return ends.flatMap((end, i) => {
    const payload = buffer.subarray(i === 0 ? 0 : ends[i - 1], end);
    return JSON.parse(Buffer.from(payload).toString()) as Row[];
  });
}

function rowOf({ epoch, key, value }: Row): string {
  const shown = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  return `${[String(epoch), key, shown].map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
