import { quote } from '../../defect.js';
import { isJsonObject, parseJson } from '../../http/body.js';
import type { OtlpDefects } from '../defect.js';
import { readJsonScalar } from './json-scalar.js';
import type { Field, Message, MessageType } from './message-type.js';
import { emptyMessage, messageType } from './message-type.js';
import { maxDepth, placeOf, setField } from './set-field.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

interface Place {
  readonly where: string;
  readonly depth: number;
  readonly defects: OtlpDefects;
}

/** Reads a message; nothing, and a defect, if the bytes are no JSON object. */
export function readJson(bytes: Uint8Array, name: string, defects: OtlpDefects): Message | undefined {
  const [root] = parseJson(decode(bytes)) ?? [];
  if (isJsonObject(root)) return readMessage(root, name, { where: '', depth: 0, defects });
  defects.error('', 'bad-json', 'the body is no JSON object in UTF-8');
  return undefined;
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return '';
  }
}

function readMessage(value: Readonly<Record<string, unknown>>, name: string, place: Place): Message {
  const type = messageType(name);
  const message = emptyMessage(type);
  const { where, depth, defects } = place;
  if (depth > maxDepth) {
    defects.error(where, 'bad-field', `objects are nested more than ${maxDepth} deep`);
    return message;
  }
  for (const [key, inner] of Object.entries(value)) {
    const field = fieldOf(type, key, name, place);
    // JSON's null is the same as nothing. Source: the JSON mapping of proto3
    if (field !== undefined && inner !== null) readField(message, field, inner, place);
  }
  return message;
}

/** The Collector reads original names too, though nothing allows them. */
function fieldOf(type: MessageType, key: string, name: string, place: Place): Field | undefined {
  const field = type.byName.get(key);
  if (field !== undefined) return field;
  const { where, defects } = place;
  const meant = type.byOriginalName.get(key);
  if (meant === undefined) {
    defects.remark(where, 'unknown-field', `${name} has no field ${quote(key)}; it is ignored`);
  } else {
    defects.warn(where, 'field-name', `${key} is called ${meant.name} in JSON; many readers ignore it`);
  }
  return meant;
}

function readField(message: Message, field: Field, value: unknown, place: Place): void {
  const { where, defects } = place;
  if (!field.isRepeated) {
    setField(message, field, readValue(field, value, 0, place), where, defects);
  } else if (Array.isArray(value)) {
    message[field.name] = value.map((item: unknown, index) => readValue(field, item, index, place));
  } else {
    defects.error(placeOf(where, { ...field, isRepeated: false }, 0), 'bad-field', 'this is no list');
  }
}

function readValue(field: Field, value: unknown, index: number, { where, depth, defects }: Place): unknown {
  const at = placeOf(where, field, index);
  if (field.scalar !== undefined) return readJsonScalar(field.scalar, value, at, defects) ?? field.absent;
  if (isJsonObject(value)) return readMessage(value, field.message, { where: at, depth: depth + 1, defects });
  defects.error(at, 'bad-field', `this is no object, as ${field.message} is`);
  return emptyMessage(messageType(field.message));
}
