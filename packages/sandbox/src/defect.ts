/**
 * How bad a defect is. An `error` is refused always. A `warning` is refused in strict mode: some real server would
 * lose or change the data. A `remark` is never refused.
 */
export type DefectLevel = 'error' | 'warning' | 'remark';

/** One thing that is wrong with what came in. */
export interface Defect<Code extends string> {
  readonly code: Code;
  readonly level: DefectLevel;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** Where in the line, or in the path, it begins, counted from 1. */
  readonly column?: number | undefined;
}

/** Takes notes of what is wrong with one record, point or request. */
export class DefectList<Code extends string> {
  readonly found: Defect<Code>[] = [];

  error(code: Code, message: string, column?: number): undefined {
    this.found.push({ code, level: 'error', message, column });
  }

  warn(code: Code, message: string, column?: number): void {
    this.found.push({ code, level: 'warning', message, column });
  }

  remark(code: Code, message: string, column?: number): void {
    this.found.push({ code, level: 'remark', message, column });
  }

  has(code: Code): boolean {
    return this.found.some((defect) => defect.code === code);
  }

  get hasErrors(): boolean {
    return this.found.some(({ level }) => level === 'error');
  }
}

/** Whether something with these defects is taken. */
export function isAccepted(defects: readonly Defect<string>[], strict: boolean): boolean {
  return defects.every(({ level }) => level === 'remark' || (level === 'warning' && !strict));
}

/** A piece of a line as it may stand in a message: quoted, escaped, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
