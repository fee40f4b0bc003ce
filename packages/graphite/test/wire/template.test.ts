import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate, renderTemplate } from '../../src/wire/template.ts';
import { anyPairs, anyText } from './arbitraries.ts';
import { template } from './records.ts';

const values = { prefix: 'shop', resource: (key: string) => (key === 'host.name' ? 'web-1' : undefined) };

function render(text: string, attributes: readonly (readonly [string, string])[] = [], prefix = 'shop') {
  return renderTemplate(template(text), { ...values, prefix }, attributes);
}

describe('a template', () => {
  it('has placeholders and text, before and behind the name', () => {
    const attributes = [['http.route', '/orders']] as const;
    expect(render('servers.{resource:host.name}.{prefix}.{name}.{attr:http.route}', attributes)).toEqual([
      'servers.web-1.shop',
      '_orders',
    ]);
  });

  it('may have several pieces in a part', () => {
    expect(render('{prefix}-{attr:region}_x.{name}', [['region', 'eu']])).toEqual(['shop-eu_x', '']);
  });

  it('puts the attributes that it does not name behind, as .key.value', () => {
    const attributes = [
      ['a', '1'],
      ['b.c', '2.5'],
      ['region', 'eu'],
    ] as const;
    expect(render('{attr:region}.{name}', attributes)).toEqual(['eu', 'a.1.b_c.2_5']);
    expect(render('{name}.tail', attributes)).toEqual(['', 'tail.a.1.b_c.2_5.region.eu']);
  });

  it('says unspecified where an attribute is missing or empty', () => {
    expect(render('{attr:region}.{name}.{resource:pod}', [['region', '']])).toEqual([
      'unspecified',
      'unspecified',
    ]);
    expect(render('{attr:toString}.{name}')).toEqual(['unspecified', '']);
  });

  it('leaves no empty parts, whatever the prefix is', () => {
    expect(render('a..{prefix}.{name}.', [], '')).toEqual(['a', '']);
    expect(render('{prefix}.{name}', [], 'a.b.')).toEqual(['a.b', '']);
  });

  it('makes parts that are file names of whatever it is given', () => {
    const texts = fc.record({ prefix: anyText, host: anyText });
    const before = template('x{attr:a}y.{prefix}.{attr:b}{resource:r}.{name}.{attr:c}-{attr:a}');
    fc.assert(
      fc.property(texts, anyPairs, anyText, ({ prefix, host }, others, value) => {
        const attributes = [...others.filter(([key]) => key !== 'a'), ['a', value]] as const;
        const halves = renderTemplate(before, { prefix, resource: () => host }, attributes as never);
        for (const half of halves) expect(half).toMatch(/^[\w:#-]{1,200}(?:\.[\w:#-]{1,200})*$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a text that is no template', () => {
  it.each([
    ['', ['{name} is missing']],
    ['{prefix}', ['{name} is missing']],
    ['{name}.{name}', ['{name} stands there twice']],
    ['a{name}', ['{name} does not stand between dots']],
    ['{prefix}{name}.x', ['{name} does not stand between dots']],
    ['{name}.{service}', ['{service} is unknown']],
    ['{name}.{attr:}', ['{attr:} is unknown']],
    ['{name}.{}', ['{} is unknown']],
    ['{name}.{attr:\u001b[7m}', ['it contains a control character']],
    ['{name}.\n.{nmae}', ['it contains a control character']],
    ['a b.{name}', ["'a b.' has characters that do not belong into a path"]],
    ['{name}.{attr:x', ["'.{attr:x' has characters that do not belong into a path"]],
    [
      '{Name}.{foo}.ü',
      ['{Name} is unknown', '{foo} is unknown', "'.ü' has characters that do not belong into a path"],
    ],
  ])('%j is told with each of its problems', (text, problems) => {
    const parsed = parseTemplate(text);
    if (!('problem' in parsed)) throw new Error('it was taken');
    for (const problem of problems) expect(parsed.problem).toContain(problem);
    expect(parsed.problem).not.toMatch(/\p{Cc}/u);
    expect(parsed.problem).toMatch(/; expected \{prefix\}, \{name\} \(once\), \{attr:KEY\}, /);
  });

  it('is refused or makes paths, whatever it says', () => {
    const piece = fc.oneof(anyText, fc.constantFrom('{name}', '.', '{attr:a}', '{prefix}', '{', '}', 'x'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const parsed = parseTemplate(pieces.join(''));
        if ('problem' in parsed) return;
        for (const half of renderTemplate(parsed, values, [['k', 'v']])) expect(half).toMatch(/^[\w:#.-]*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
