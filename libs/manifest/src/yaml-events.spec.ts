import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.js';
import { YamlError } from './yaml-error.js';
import type { YamlNode } from './yaml-node.js';

describe('tabs between tokens', () => {
  // As gopkg.in/yaml.v3 reads them.
  it.each([
    ['a:\t[x]\n', { a: ['x'] }],
    ['a: \t [x]\n', { a: ['x'] }],
    ['a\t:\t[x]\t# c\n', { a: ['x'] }],
    ['"a"\t: [x]\n', { a: ['x'] }],
    ['a:\t{b:\t[c]\t}\n', { a: { b: ['c'] } }],
    ['a: [\tx,\ty\t]\n', { a: ['x', 'y'] }],
    ['- b:\t[c]\r\n  d:\te\r\n', [{ b: ['c'], d: 'e' }]],
    ['a:\t&b\t[x]\nc:\t*b\n', { a: ['x'], c: ['x'] }],
  ])('%j', (text, value) => {
    expect(valueOf(readYaml(text))).toEqual(value);
  });

  it('keep offsets, and stay in texts', () => {
    expect(readYaml('"a\tb":\t["c\td", e\tf]\n')).toEqual({
      kind: 'mapping',
      offset: 0,
      entries: [
        {
          key: 'a\tb',
          offset: 0,
          value: {
            kind: 'list',
            offset: 7,
            items: [
              { kind: 'scalar', text: 'c\td', offset: 8 },
              { kind: 'scalar', text: 'e\tf', offset: 15 },
            ],
          },
        },
      ],
    });
    expect(valueOf(readYaml('a: [b]\nc:\t[d]\ne: |\n  f:\t[g]\n'))).toEqual({
      a: ['b'],
      c: ['d'],
      e: 'f:\t[g]\n',
    });
  });
});

// gopkg.in/yaml.v3 refuses them, too.
it.each([
  ['below a key', 'a:\n\tb: c\n', 3],
  ['after spaces', 'a:\n  b: c\n \td: e\n', 11],
  ['at the start', '\ta: b\n', 0],
  ['after a dash', '- a: b\n-\tc: d\n  e: f\n', 8],
  ['in a list of several lines', 'a: [x,\n\ty]\n', 7],
  ['beside one between tokens', 'a:\t[x]\n\tb: c\n', 7],
])('a tab that indents is named: %s', (_, text, offset) => {
  const read = (): unknown => readYaml(text);
  expect(read).toThrow(YamlError);
  expect(read).toThrow('there is a tab where YAML allows only spaces');
  expect(read).toThrow(expect.objectContaining({ offset }));
});

it('a tab is not blamed for another mistake', () => {
  for (const text of ['a:\n- [x,\n  \ty}]\n', 'a:\t[x]]\n', 'a:\t"x\n']) {
    const read = (): unknown => readYaml(text);
    expect(read).toThrow(YamlError);
    expect(read).not.toThrow('tab');
  }
});

function valueOf(node: YamlNode | undefined): unknown {
  if (node?.kind === 'scalar') return node.text;
  if (node?.kind === 'list') return node.items.map(valueOf);
  return Object.fromEntries((node?.entries ?? []).map(({ key, value }) => [key, valueOf(value)]));
}
