import { describe, expect, it } from 'vitest';
import { debugSwitch } from '../../src/client/debug-switch.js';

const parser = debugSwitch();
const allowed = 'expected true or false, or a function of the record';
const show = () => {};

describe('the debug option', () => {
  it.each([true, false, show])('takes %s in code', (value) => {
    expect(parser.fromCode(value)).toEqual({ value });
  });

  it.each(['true', 1, null, {}])('does not take %s in code', (value) => {
    expect(parser.fromCode(value)).toEqual({ problem: allowed });
  });

  it('is a flag in a variable', () => {
    expect(parser.fromText('true')).toEqual({ value: true });
    expect(parser.fromText('loud')).toEqual({ problem: expect.stringContaining('expected true or false') });
  });
});
