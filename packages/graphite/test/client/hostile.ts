import fc from 'fast-check';

const delimiters = [
  '\n',
  '\r',
  ' ',
  '\t',
  ';',
  '=',
  '.',
  '/',
  '~',
  '!',
  '^',
  '"',
  '{',
  '}',
  '\\',
  ',',
  '[',
  ']',
  '\0',
  '\u0085',
  '\u00a0',
  '\u001c',
  '\u2028',
  '\u3000',
];
const attacks = [
  'x 1 1\nevil 1 1700000000\n',
  'a;b=c',
  'a;name=evil',
  'a{b="c"}',
  '~~~',
  '..',
  '../../etc',
  'name',
  '_name',
  'unspecified',
  '","tags":["a=b"]},{"name":"evil',
  '(lp0\n.',
  '80\x02]q\x00.',
];

/** Text that an application might pass on from anywhere: Unicode, control characters, delimiters, 10 kB and more. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...delimiters, 'a', 'é', '東', '🎉', '\ud800'), maxLength: 20 }),
  fc.tuple(fc.string({ maxLength: 5 }), fc.constantFrom(...attacks)).map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('a', 'é', '東', '🎉', ';', '\n', 'x;y=', 'a.'),
      fc.integer({ min: 150, max: 10_240 }),
    )
    .map(([unit, times]) => unit.repeat(times)),
);

/** Any number, the useless ones too. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 5e-324),
);

export const hostileTags = fc.dictionary(
  hostileText,
  fc.oneof(hostileText, fc.boolean(), fc.integer(), fc.constant(null)),
  { maxKeys: 3 },
);
