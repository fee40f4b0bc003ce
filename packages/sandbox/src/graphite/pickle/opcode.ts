import type { PickleBytes } from './bytes.js';
import type { PickleMachine } from './machine.js';
import { PickleProblem } from './problem.js';
import type { PickleValue } from './value.js';

/** One thing that a pickle tells its reader to do. */
export type Opcode = readonly [name: string, run: (machine: PickleMachine) => void];

/** Opcodes by the character of their byte. Source: CPython Lib/pickletools.py */
export type OpcodeTable = Readonly<Record<string, Opcode>>;

/** An opcode that pushes what stands behind it; it is broken when `read` gives nothing. */
export function pushes(name: string, read: (bytes: PickleBytes) => PickleValue | undefined): Opcode {
  return [
    name,
    (machine) => {
      const value = read(machine.bytes);
      if (value === undefined) throw new PickleProblem(`what stands behind ${name} cannot be read`);
      machine.push(value);
    },
  ];
}

/** An opcode that puts values into what stands below them. */
export function fills(
  name: string,
  takesMark: boolean,
  fill: (into: PickleValue, values: PickleValue[]) => boolean,
): Opcode {
  return [
    name,
    (machine) => {
      const values = takesMark ? machine.popMark() : machine.popMany(1);
      if (!fill(machine.top(), values)) throw new PickleProblem(`${name} has nothing that it can fill`);
    },
  ];
}
