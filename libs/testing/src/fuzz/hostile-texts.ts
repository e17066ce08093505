import fc from 'fast-check';

const digest = `sha256:${'a'.repeat(64)}`;

/** Texts that break readers which take them for harmless. */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    '\0',
    '\ud800',
    '\u202e\u2028\u00ad',
    '\u001b[2J',
    '::error::planted',
    '##vso[task.complete]',
    'a\r\nAuthorization: planted',
    '../../../etc/passwd',
    '/etc/passwd',
    'http://169.254.169.254/latest',
    '$&$1',
    '-rf',
    'état',
    digest,
    digest.toUpperCase(),
    digest.slice(0, -1),
    `gcr.io/team/app:v1@${digest}`,
    'a'.repeat(10_000),
    '<'.repeat(10_000),
    'a/'.repeat(5_000),
    '"\\'.repeat(5_000),
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const fragments = [
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ';',
  '=',
  '<',
  '>',
  '/',
  '@',
  '#',
  '\n',
  '\t',
];

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.oneof(fc.constantFrom(0, 1), fc.nat(80)),
    put: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', ...fragments) }, hostileTexts),
  }),
  { maxLength: 4 },
);

/** The texts with a few places cut, replaced or added to. */
export function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, edits).map(([text, list]) =>
    list.reduce((edited, { at, cut, put }) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + put + edited.slice(place + cut);
    }, text),
  );
}

/** Texts near the valid ones, and any others. */
export function textsNear(...valid: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: damaged(fc.constantFrom(...valid)) }, hostileTexts);
}
