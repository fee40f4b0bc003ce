import { writeSync } from 'node:fs';

const told = new Set<string>();

/** Says something on stderr, in one line and once. */
export function notice(text: string): void {
  const line = text.replace(/\s*\n[\s-]*/g, ' ');
  if (told.has(line)) return;
  told.add(line);
  try {
    writeSync(2, `otelwire: ${line}\n`);
  } catch {
    // stderr is closed, or a full pipe: nobody reads it
  }
}

/** Calls something of ours inside a call of the application: an error becomes a line, and the value that stands in. */
export function withoutThrowing<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
