import type { Scalar } from './schema.js';
import { schema } from './schema.js';

/** A message that was read, of any type: the fields by their JSON names, all of them there. */
export type Message = Record<string, unknown>;

/** A field, with its name and what its type is. */
export interface Field {
  /** As JSON has it: `startTimeUnixNano`. */
  readonly name: string;
  readonly number: number;
  readonly scalar: Scalar | undefined;
  /** The type of message it is, if it is no scalar. */
  readonly message: string;
  readonly isRepeated: boolean;
  /** What it is when it does not come: of repeated fields, a new empty list. */
  readonly absent: unknown;
  /** The other fields that cannot be set together with it. */
  readonly rivals: readonly string[];
}

/** The fields of a message. */
export interface MessageType {
  readonly byName: ReadonlyMap<string, Field>;
  readonly byNumber: ReadonlyMap<number, Field>;
  /** By the names that the protobuf source has: `start_time_unix_nano`. */
  readonly byOriginalName: ReadonlyMap<string, Field>;
}

/** The values of proto3's fields that are not there. */
const absent: Readonly<Record<Scalar, unknown>> = {
  string: '',
  bool: false,
  double: 0,
  uint32: 0,
  sint32: 0,
  int64: 0n,
  uint64: 0n,
  fixed64: 0n,
  sfixed64: 0n,
  bytes: new Uint8Array(),
  hex: new Uint8Array(),
  temporality: 0,
};

const types: ReadonlyMap<string, MessageType> = new Map(
  Object.keys(schema).map((name) => [name, describe(name)]),
);

/** The type of that name. */
export function messageType(name: string): MessageType {
  return types.get(name)!;
}

/** A message of which nothing was read yet. */
export function emptyMessage({ byName }: MessageType): Message {
  const message: Message = {};
  for (const { name, isRepeated, absent } of byName.values()) message[name] = isRepeated ? [] : absent;
  return message;
}

function describe(messageName: string): MessageType {
  const entries = Object.entries(schema[messageName]!);
  const fields = entries.map(([name, { number, type, isRepeated = false, isOptional, oneOf }]): Field => {
    const scalar = Object.hasOwn(absent, type) ? (type as Scalar) : undefined;
    const rivals = entries.filter(([other, field]) => other !== name && oneOf && field.oneOf === oneOf);
    return {
      name,
      number,
      scalar,
      message: type,
      isRepeated,
      absent: scalar === undefined || isOptional || oneOf ? undefined : absent[scalar],
      rivals: rivals.map(([rival]) => rival),
    };
  });
  return {
    byName: new Map(fields.map((field) => [field.name, field])),
    byNumber: new Map(fields.map((field) => [field.number, field])),
    byOriginalName: new Map(fields.map((field) => [originalName(field.name), field])),
  };
}

function originalName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
