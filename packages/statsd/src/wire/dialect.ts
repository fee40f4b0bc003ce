import { shorten } from '@otelwire/core';

/** The forms in which StatsD servers take tags. */
export type DialectName = 'plain' | 'dogstatsd' | 'influxdb' | 'librato' | 'signalfx' | 'graphite';

/** Without a value it is a bare tag, which only DogStatsD knows. */
export type Tag = readonly [key: string, value: string | undefined];

/** How one dialect writes names and tags. */
export interface Dialect {
  readonly name: DialectName;
  /** `path`: no tags, attributes are parts of the name. `name`: tags stand behind the name. `end`: behind the type. */
  readonly tagPlace: 'path' | 'name' | 'end';
  /** A metric name as the dialect takes it; never empty. */
  metricName(name: string): string;
  tagKey(key: string): string;
  tagValue(value: string): string;
  /** Tags that were sanitised, as they stand on the line; empty for none. */
  renderTags(tags: readonly Tag[]): string;
}

/** What an empty value says where the wire form needs one; Micrometer's word for it. */
const EMPTY_VALUE = 'unspecified';
/** The OTLP ingest of Datadog says this for an empty value. */
const EMPTY_DATADOG_VALUE = 'n/a';
/** Datadog cuts names and tags at 200 characters; longer ones only make lines that no datagram holds. */
export const MAX_NAME_CHARACTERS = 200;
const MAX_KEY_CHARACTERS = 200;
const MAX_VALUE_CHARACTERS = 200;
/** Key, colon and value together. */
const MAX_DATADOG_TAG_CHARACTERS = 200;
/** Leaves room for a value. */
const MAX_DATADOG_KEY_CHARACTERS = 100;

const pairs = (tags: readonly Tag[], separator: string): string =>
  tags.map(([key, value = EMPTY_VALUE]) => `${key}${separator}${value}`).join(',');

const datadogPairs = (tags: readonly Tag[]): string =>
  tags
    .map(([key, value]) => shorten(value === undefined ? key : `${key}:${value}`, MAX_DATADOG_TAG_CHARACTERS))
    .join(',');

/** Names of `Object.prototype`: the Etsy daemon keeps its counters in a plain object and returns nonsense for these. */
function isPrototypeName(name: string): boolean {
  return name in Object.prototype;
}

/** Letters, digits, `_`, `-` and dots between them: the Etsy daemon deletes everything else, which merges names. */
function pathName(name: string): string {
  const path = name
    .replace(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.|\.$/g, '');
  const safe = path === '' || isPrototypeName(path) ? `${path}_` : path;
  // whatever dialect is meant, a server that knows DogStatsD takes a line that begins so for a service check
  return shorten(safe.startsWith('_sc') ? `m.${safe}` : safe, MAX_NAME_CHARACTERS);
}

/** A part of a path: a dot would make two of it. */
function pathPart(text: string): string {
  return shorten(text.replace(/[^A-Za-z0-9_-]/g, '_'), MAX_VALUE_CHARACTERS) || EMPTY_VALUE;
}

/** Control characters and the line ends that some receivers split at: U+0085, U+2028, U+2029. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const CONTROLS = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Halves of surrogate pairs, all of which come out as the same three bytes: two texts would become one tag unnoticed. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** Keys and values of the dialects that have tags in the name: no delimiter of any of them, no white space. */
function nameTagText(text: string, maxCharacters: number): string {
  const clean = text
    .replace(CONTROLS, '_')
    .replace(LONE_SURROGATES, '_')
    .replace(/[\s,:;=|#@[\]"'\\`]/g, '_');
  return shorten(clean, maxCharacters) || EMPTY_VALUE;
}

const nameTags = {
  tagPlace: 'name',
  metricName: pathName,
  tagKey: (key) => nameTagText(key, MAX_KEY_CHARACTERS),
  tagValue: (value) => nameTagText(value, MAX_VALUE_CHARACTERS),
} as const satisfies Partial<Dialect>;

/** The Etsy daemon deletes from a tag whatever is not one of these. */
function graphiteTagText(text: string): string {
  return shorten(text.replace(/[^A-Za-z0-9_.-]/g, '_'), MAX_VALUE_CHARACTERS) || EMPTY_VALUE;
}

/** Line breaks vanish, as in Datadog's own clients; what delimits a tag becomes `_`. Unicode letters are kept. */
function datadogText(text: string, delimiters: RegExp): string {
  return text
    .replace(/[\n\r]/g, '')
    .replace(CONTROLS, '_')
    .replace(LONE_SURROGATES, '_')
    .replace(delimiters, '_');
}

const dogstatsd: Dialect = {
  name: 'dogstatsd',
  tagPlace: 'end',
  metricName(name) {
    const text = name.replace(/[^A-Za-z0-9_.]/g, '_');
    // names and tags must start with a letter, and `_sc` or `_e{` would be read as something else; `m.` is Micrometer's way
    return shorten(/^[A-Za-z]/.test(text) ? text : `m.${text}`, MAX_NAME_CHARACTERS);
  },
  tagKey(key) {
    const text = datadogText(key, /[|,:#@]/g);
    return shorten(/^\p{L}/u.test(text) ? text : `m.${text}`, MAX_DATADOG_KEY_CHARACTERS);
  },
  tagValue(value) {
    const text = shorten(datadogText(value, /[|,#]/g), MAX_VALUE_CHARACTERS).replace(/:$/, '_');
    return text === '' ? EMPTY_DATADOG_VALUE : text;
  },
  renderTags: (tags) => (tags.length === 0 ? '' : `|#${datadogPairs(tags)}`),
};

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  plain: {
    name: 'plain',
    tagPlace: 'path',
    metricName: pathName,
    tagKey: pathPart,
    tagValue: pathPart,
    renderTags: (tags) => tags.map(([key, value = EMPTY_VALUE]) => `.${key}.${value}`).join(''),
  },
  dogstatsd,
  influxdb: {
    ...nameTags,
    name: 'influxdb',
    renderTags: (tags) => (tags.length === 0 ? '' : `,${pairs(tags, '=')}`),
  },
  librato: {
    ...nameTags,
    name: 'librato',
    renderTags: (tags) => (tags.length === 0 ? '' : `#${pairs(tags, '=')}`),
  },
  signalfx: {
    ...nameTags,
    name: 'signalfx',
    renderTags: (tags) => (tags.length === 0 ? '' : `[${pairs(tags, '=')}]`),
  },
  graphite: {
    ...nameTags,
    name: 'graphite',
    // carbon keeps the metric's own name in a tag called `name`
    tagKey: (key) => (key === 'name' ? '_name' : graphiteTagText(key)),
    tagValue: graphiteTagText,
    renderTags: (tags) => tags.map(([key, value = EMPTY_VALUE]) => `;${key}=${value}`).join(''),
  },
};
