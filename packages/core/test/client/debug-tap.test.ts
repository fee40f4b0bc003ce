import { expect, it, vi } from 'vitest';
import { DebugTap } from '../../src/client/debug-tap.js';
import { writeLine } from '../delivery/line-holding.js';

function show(tap: DebugTap, ...lines: string[]): void {
  for (const line of lines) writeLine(tap.packer, line);
  tap.show();
}

it('shows what was written since the last time, without the last line end', () => {
  const shown: string[] = [];
  const tap = new DebugTap((record) => void shown.push(record), 512);
  show(tap, 'a');
  show(tap, 'b', 'c');
  show(tap);
  expect(shown).toEqual(['a', 'b\nc']);
});

it('shows records on the standard error, where nobody else gets them', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  show(new DebugTap(true, 512), 'a');
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual(['a\n']);
});

it('goes on after who is shown a record has thrown', () => {
  const shown: string[] = [];
  const tap = new DebugTap((record) => {
    shown.push(record);
    throw new Error('no');
  }, 512);
  show(tap, 'a');
  show(tap, 'b');
  expect(shown).toEqual(['a', 'b']);
});
