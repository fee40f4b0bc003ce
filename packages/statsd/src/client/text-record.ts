import type { Packer, Series } from '@otelwire/core';
import { fixedBytes, type RecordShape, type Refusal, writeHead, writeTail } from '../wire/record.js';

/** Writes a record whose value is text. Nothing is written when it is refused. */
export function writeTextRecord(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  text: string,
): Refusal | undefined {
  if (!packer.fits(fixedBytes(shape, series) + Buffer.byteLength(text))) return 'too_large';
  const { buffer } = packer;
  const position = put(buffer, writeHead(buffer, packer.position, shape, series), text);
  packer.position = writeTail(buffer, position, shape, series);
  packer.endRecord();
  return undefined;
}

/** Writes a whole line, its newline included. */
export function writeLine(packer: Packer, line: string): Refusal | undefined {
  if (!packer.fits(Buffer.byteLength(line))) return 'too_large';
  packer.position = put(packer.buffer, packer.position, line);
  packer.endRecord();
  return undefined;
}

function put(buffer: Uint8Array, position: number, text: string): number {
  const { buffer: memory, byteOffset, byteLength } = buffer;
  return position + Buffer.from(memory, byteOffset, byteLength).write(text, position);
}
