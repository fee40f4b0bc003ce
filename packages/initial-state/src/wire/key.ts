import { type AttributePairs, shorten } from '@otelwire/core';

/** The server's bound; a client of its makers says 250, its API documentation 100. */
const MAX_KEY_CHARACTERS = 100;
/** Control characters, line ends, and halves of surrogate pairs, which are no UTF-8. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A metric's name: where the attributes begin is told by ` {`. */
export function metricName(name: string): string {
  return clean(name).replace(/\{/g, '(').replace(/\}/g, ')') || '_';
}

/** The attributes of a series as they stand behind the name: ` {region=eu,user=7}`, or nothing. */
export function seriesText(attributes: AttributePairs): string {
  if (attributes.length === 0) return '';
  const pairs = attributes.map(([key, value]) => `${attributeKey(key)}=${clean(value).replace(/,/g, ';')}`);
  return ` {${pairs.join(',')}}`;
}

/** The key of an event; what is too long is cut, with a hash of the whole at the end. */
export function eventKey(name: string, statistic: string, series: string): string {
  const dotted = statistic === '' ? name : `${name}.${statistic}`;
  return shorten(dotted + series, MAX_KEY_CHARACTERS);
}

function attributeKey(key: string): string {
  return clean(key).replace(/[,=]/g, '_');
}

function clean(text: string): string {
  return text.replace(UNWRITABLE, '_');
}
