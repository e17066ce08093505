import { expect, it } from 'vitest';
import { limits } from './limits.js';
import { readYaml } from './read-yaml.js';

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

const bomb = [
  '- &a [x,x,x,x,x,x,x,x,x,x]',
  ...Array.from(
    'bcdefghi',
    (name, i) =>
      `- &${name} [${Array(10)
        .fill(`*${String.fromCharCode(97 + i)}`)
        .join()}]`,
  ),
].join('\n');

it.each([
  ['aliases that multiply', bomb, /too many aliases/],
  ['very many aliases', `- &a x\n${'- *a\n'.repeat(2000)}`, /too many aliases/],
  ['aliases of a long text', `- &a ${'x'.repeat(2000)}\n${'- *a\n'.repeat(600)}`, /aliases of too much/],
  ['an alias inside its own anchor', '&a [*a]', /no complete anchor/],
  ['deep nesting', nested(200_000), /nesting/],
  ['deep nesting in lines', '- '.repeat(100_000), /nesting/],
  ['very many values', '- a\n'.repeat(limits.valuesInFile), /more than 300000 values/],
  ['very many values in one line', `[${'a,'.repeat(limits.valuesInFile)}]`, /more than 300000 values/],
  [
    'very many lists in one line',
    '- - - - - - a\n'.repeat(limits.valuesInFile / 6),
    /more than 300000 values/,
  ],
  ['a very large file', ' '.repeat(limits.file + 1), /larger than/],
])('%s is refused soon', (_, text, message) => {
  const started = performance.now();
  expect(() => readYaml(text)).toThrow(message);
  expect(performance.now() - started).toBeLessThan(5_000);
});

it.each([
  ['nesting as deep as manifests need', nested(8)],
  ['some aliases', `- &a [x, y]\n${'- *a\n'.repeat(500)}`],
])('%s is read', (_, text) => {
  expect(readYaml(text)).toMatchObject({ kind: 'list' });
});

it('keeps the offsets of keys and values, quotes included', () => {
  expect(readYaml('a: "b"\n\'c\': [d]\n')).toEqual({
    kind: 'mapping',
    offset: 0,
    entries: [
      { key: 'a', offset: 0, value: { kind: 'scalar', text: 'b', offset: 3 } },
      {
        key: 'c',
        offset: 7,
        value: { kind: 'list', offset: 12, items: [{ kind: 'scalar', text: 'd', offset: 13 }] },
      },
    ],
  });
});
