import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/wire/dialect.ts';
import { mergeTags } from '../../src/wire/tags.ts';

const { dogstatsd, graphite, plain } = dialects;

describe('tags of a record', () => {
  it('are sorted by key, one for each key, attributes before global tags', () => {
    const tags = mergeTags(
      dogstatsd,
      [
        ['z', '1'],
        ['team', 'core'],
        ['beta', undefined],
      ],
      [
        ['team', 'web'],
        ['a', '2'],
      ],
    );
    expect(tags).toEqual([
      ['a', '2'],
      ['beta', undefined],
      ['team', 'web'],
      ['z', '1'],
    ]);
  });

  it('have one key where two come out the same', () => {
    expect(
      mergeTags(
        plain,
        [['a.b', 'global']],
        [
          ['a:b', 'x'],
          ['a|b', 'y'],
        ],
      ),
    ).toEqual([['a_b', 'y']]);
  });

  it('that the Agent believes may be global ones, and no attributes', () => {
    const [key, value] = ['dd.internal.entity_id', 'pod'];
    expect(mergeTags(dogstatsd, [[key, value]], [])).toEqual([[key, value]]);
    expect(mergeTags(dogstatsd, [], [[key, value]])).toEqual([['dd_internal_entity_id', value]]);
  });

  it('are written in their dialect', () => {
    const tags = mergeTags(
      graphite,
      [],
      [
        ['name', 'x'],
        ['k', '~a;b'],
      ],
    );
    expect(graphite.renderTags(tags)).toBe(';_name=x;k=_a_b');
    expect(graphite.renderTags([])).toBe('');
  });
});
