import { DefectList } from '../../defect.js';
import type { GraphiteDefect, GraphiteDefectCode, GraphiteDefects } from '../defect.js';
import { PickleBytes } from './bytes.js';
import { PickleMachine } from './machine.js';
import { otherOpcodes, refusedOpcodes } from './other-opcodes.js';
import { PickleProblem } from './problem.js';
import { usualOpcodes } from './usual-opcodes.js';
import type { PickleValue } from './value.js';

/** What became of one pickle. */
export interface ParsedPickle {
  /** Absent when there is an error. */
  readonly value: PickleValue | undefined;
  readonly defects: readonly GraphiteDefect[];
}

/** What a carbon under Python 2 reads; the documentation of Graphite asks for it. */
const safeProtocol = 2;
const stop = '.';

/**
 * Reads a Python pickle, protocols 0 to 5: what carbon's unpickler reads, without any globals. Never throws. Warns of
 * what Graphite clients do not send.
 */
export function readPickle(bytes: Uint8Array): ParsedPickle {
  const defects = new DefectList<GraphiteDefectCode>();
  try {
    return { value: run(bytes, defects), defects: defects.found };
  } catch (error) {
    if (!(error instanceof PickleProblem)) throw error;
    defects.error('bad-pickle', `the pickle cannot be read: ${error.message}`);
    return { value: undefined, defects: defects.found };
  }
}

function run(bytes: Uint8Array, defects: GraphiteDefects): PickleValue {
  const source = new PickleBytes(bytes);
  const machine = new PickleMachine(source);
  const unusual = new Set<string>();
  for (let code = nextCode(source); code !== stop; code = nextCode(source)) {
    const usual = usualOpcodes[code];
    const [name, runOpcode] = usual ?? otherOpcodes[code] ?? refuse(code);
    if (usual === undefined) unusual.add(name);
    runOpcode(machine);
  }
  const value = machine.pop();
  note(machine, unusual, defects);
  return value;
}

function nextCode(source: PickleBytes): string {
  return String.fromCharCode(source.take(1)[0]!);
}

function refuse(code: string): never {
  const hex = code.charCodeAt(0).toString(16).padStart(2, '0');
  throw new PickleProblem(`opcode ${refusedOpcodes[code] ?? 'unknown'} (0x${hex}) is not allowed`);
}

function note(
  { protocol, bytes }: PickleMachine,
  unusual: ReadonlySet<string>,
  defects: GraphiteDefects,
): void {
  if (protocol > safeProtocol) {
    const message = `protocol ${protocol} is more than a carbon under Python 2 reads; the documentation asks for 2`;
    defects.warn('pickle-protocol', message);
  }
  if (unusual.size > 0) {
    const message = `opcodes ${[...unusual].join(', ')} are not needed for a list of (path, (timestamp, value))`;
    defects.warn('pickle-opcode', message);
  }
  if (bytes.left > 0)
    defects.warn('pickle-trailing', `${bytes.left} bytes stand behind the end of the pickle`);
}
