import fc from 'fast-check';

const delimiters = [
  '\n',
  '\r',
  '|',
  ':',
  '#',
  '@',
  ',',
  ';',
  '=',
  '[',
  ']',
  '\0',
  '\u0085',
  '\u2028',
  '\\',
  '{',
  '}',
  ' ',
];
const attacks = [
  'x\nevil:1|c',
  '1|g\nevil:9|c',
  '|#admin:true',
  'a,b:c',
  '_e{1,1}:a|b',
  '_sc|x|0',
  '|c:1\n',
  'm:x',
  '\\n',
  'dd.internal.card:none',
];

/** Text that an application might pass on from anywhere: Unicode, control characters, delimiters, 10 kB and more. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...delimiters, 'a', 'é', '東', '🎉', '\ud800'), maxLength: 20 }),
  fc.tuple(fc.string({ maxLength: 5 }), fc.constantFrom(...attacks)).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('a', 'é', '東', '🎉', '|', '\n', 'x|#'), fc.integer({ min: 150, max: 10_240 }))
    .map(([unit, times]) => unit.repeat(times)),
);

/** Any number, the useless ones too. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 5e-324),
);

export const hostileTags = fc.oneof(
  fc.array(hostileText, { maxLength: 3 }),
  fc.dictionary(hostileText, fc.oneof(hostileText, fc.boolean(), fc.integer(), fc.constant(null)), {
    maxKeys: 3,
  }),
);
