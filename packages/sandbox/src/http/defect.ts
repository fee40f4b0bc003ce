import type { DefectLevel } from '../statsd/defect.js';

/** One thing that is wrong with a request. Its level means what it means for StatsD. */
export interface HttpDefect<Code extends string> {
  readonly code: Code;
  readonly level: DefectLevel;
  /** What is wrong, and what is allowed. */
  readonly message: string;
}

/** Takes notes of what is wrong with one request. */
export class HttpDefectList<Code extends string> {
  readonly found: HttpDefect<Code>[] = [];

  error(code: Code, message: string): undefined {
    this.found.push({ code, level: 'error', message });
  }

  warn(code: Code, message: string): void {
    this.found.push({ code, level: 'warning', message });
  }

  /** Whether something with these defects is taken. */
  isTaken(strict: boolean): boolean {
    return this.found.every(({ level }) => level === 'remark' || (level === 'warning' && !strict));
  }
}
