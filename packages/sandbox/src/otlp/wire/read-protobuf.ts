import { Reader } from 'protobufjs/minimal.js';
import type { OtlpDefects } from '../defect.js';
import type { Field, Message } from './message-type.js';
import { emptyMessage, messageType } from './message-type.js';
import type { Scalar } from './schema.js';
import { maxDepth, placeOf, setField } from './set-field.js';

type ScalarReader = readonly [wireType: 0 | 1 | 2, read: (reader: Reader) => unknown];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const scalars: Readonly<Record<Scalar, ScalarReader>> = {
  string: [2, (reader) => utf8.decode(reader.bytes())],
  bool: [0, (reader) => reader.bool()],
  double: [1, (reader) => reader.double()],
  uint32: [0, (reader) => reader.uint32()],
  sint32: [0, (reader) => reader.sint32()],
  int64: [0, (reader) => BigInt.asIntN(64, bigintOf(reader.int64()))],
  uint64: [0, (reader) => bigintOf(reader.uint64())],
  fixed64: [1, readFixed64],
  sfixed64: [1, (reader) => BigInt.asIntN(64, readFixed64(reader))],
  bytes: [2, (reader) => Uint8Array.from(reader.bytes())],
  hex: [2, (reader) => Uint8Array.from(reader.bytes())],
  temporality: [0, (reader) => reader.int32()],
};

/** What cannot be read, and where. */
class UnreadableError extends Error {
  readonly where: string;

  constructor(where: string, message: string) {
    super(message);
    this.where = where;
  }
}

/** Reads a message; nothing, and a defect, if the bytes are none. */
export function readProtobuf(bytes: Uint8Array, name: string, defects: OtlpDefects): Message | undefined {
  try {
    return readMessage(bytes, name, emptyMessage(messageType(name)), { where: '', depth: 0, defects });
  } catch (error) {
    const { where, message } = error as UnreadableError;
    defects.error(where, 'bad-protobuf', `this is no protobuf ${name}: ${message}`);
    return undefined;
  }
}

interface Place {
  readonly where: string;
  readonly depth: number;
  readonly defects: OtlpDefects;
}

function readMessage(bytes: Uint8Array, name: string, message: Message, place: Place): Message {
  const { byNumber } = messageType(name);
  const reader = Reader.create(bytes);
  try {
    if (place.depth > maxDepth) throw new Error(`messages are nested more than ${maxDepth} deep`);
    while (reader.pos < reader.len) {
      const tag = reader.tag();
      const field = byNumber.get(tag >>> 3);
      if (field === undefined) skipField(reader, tag, name, place);
      else readField(reader, field, tag & 7, message, place);
    }
    return message;
  } catch (error) {
    throw error instanceof UnreadableError
      ? error
      : new UnreadableError(place.where, (error as Error).message);
  }
}

function skipField(reader: Reader, tag: number, name: string, { where, defects }: Place): void {
  const [number, wireType] = [tag >>> 3, tag & 7];
  if (number === 0) throw new Error('a field has the number 0');
  if (wireType === 3 || wireType === 4) throw new Error(`field ${number} is a group, which proto3 has not`);
  reader.skipType(wireType);
  defects.remark(where, 'unknown-field', `${name} has no field ${number}; it is ignored`);
}

function readField(reader: Reader, field: Field, wireType: number, message: Message, place: Place): void {
  const [ownType, read] = field.scalar === undefined ? ([2, undefined] as const) : scalars[field.scalar];
  const list = message[field.name] as unknown[];
  const isPacked = field.isRepeated && wireType === 2 && ownType !== 2;
  if (isPacked && read !== undefined) {
    const packed = Reader.create(reader.bytes());
    while (packed.pos < packed.len) list.push(read(packed));
    return;
  }
  if (wireType !== ownType) throw new Error(`${field.name} has the wire type ${wireType}, not ${ownType}`);
  if (read === undefined) readInner(reader, field, message, place);
  else if (field.isRepeated) list.push(read(reader));
  else setField(message, field, read(reader), place.where, place.defects);
}

/** A message that comes twice, where only one can be, is merged: so proto3 has it. */
function readInner(reader: Reader, field: Field, message: Message, { where, depth, defects }: Place): void {
  const known = message[field.name];
  const list = Array.isArray(known) ? known : undefined;
  const place = { where: placeOf(where, field, list?.length ?? 0), depth: depth + 1, defects };
  const before = list === undefined ? (known as Message | undefined) : undefined;
  const type = messageType(field.message);
  const inner = readMessage(reader.bytes(), field.message, before ?? emptyMessage(type), place);
  if (list === undefined) setField(message, field, inner, where, defects);
  else list.push(inner);
}

function readFixed64(reader: Reader): bigint {
  const low = reader.fixed32();
  return (BigInt(reader.fixed32()) << 32n) | BigInt(low);
}

/** `Reader` gives numbers where somebody has taken `long` away from it. */
function bigintOf(value: { readonly low: number; readonly high: number } | number): bigint {
  if (typeof value === 'number') return BigInt(value);
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}
