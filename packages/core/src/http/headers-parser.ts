import { expected, type Parsed, type Parser } from '../config/parser.js';
import { type HttpHeaders, headerProblem } from './headers.js';

/**
 * Headers of requests: an object in code; in a variable `name=value,name2=value2`, percent-encoded where a value has a comma or a
 * space, as in OTLP's `OTEL_EXPORTER_OTLP_HEADERS`.
 */
export function httpHeaders(): Parser<HttpHeaders> {
  const allowed = 'an object of HTTP headers, whose values are text';
  const allowedText = 'name=value pairs separated by commas, the values percent-encoded';
  return {
    allowed,
    allowedText,
    fromCode(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected(allowed);
      return checked(Object.entries(value), allowed);
    },
    fromText(text) {
      const pairs = text.split(',').filter((pair) => pair.trim() !== '');
      return checked(pairs.map(readPair), allowedText);
    },
  };
}

function readPair(pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  return [pair.slice(0, Math.max(at, 0)).trim(), decoded(pair.slice(at + 1).trim())];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function checked(entries: readonly [string, unknown][], allowed: string): Parsed<HttpHeaders> {
  const headers: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (typeof value !== 'string') return expected(allowed);
    const problem = headerProblem(name, value);
    if (problem !== undefined) return { problem: `of a header, ${problem}; expected ${allowed}` };
    headers[name.toLowerCase()] = value;
  }
  return { value: headers };
}
