import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutated, pick, randomFrom } from './mutation.fixture.js';
import { readUsualLines } from './read-usual-lines.js';
import { readAnyYaml } from './read-yaml.js';
import { YamlError } from './yaml-error.js';

const digest = `sha256:${'1a'.repeat(32)}`;

describe('usual files', () => {
  it.each([
    { what: 'images', text: `- name: hammer\n  dmap:\n    "${digest}": ["v1.0.0"]\n` },
    { what: 'several tags', text: `- name: a/b-c\n  dmap:\n    "${digest}": ["v1", "1.2","x" , "y"]\n` },
    {
      what: 'blanks in lists',
      text: `- name: a\n  dmap:\n    "${digest}": [ "v1" ]\n    "b": [  ]\n    "c": []  \n`,
    },
    {
      what: 'comments',
      text: '# a\n\n- name: a # b\n  # c\n  dmap: #\n# d\n    "x": [] #e\n  #f\n- name: b\n#',
    },
    { what: 'no end of the last line', text: '- name: a\n  dmap:\n    "x": ["v1"]' },
    { what: 'blanks at the end', text: '- name: a  \n  \n   ' },
    {
      what: 'registries',
      text: 'registries:\n- name: gcr.io/a\n  src: true\n- name: eu.gcr.io:443/b\nimagesPath: "../x"\n',
    },
    {
      what: 'indented lists',
      text: 'registries:\n  - name: gcr.io/a\n    service-account: a@b.c\n  - name: b\nx: y\n',
    },
    {
      what: 'a plain manifest',
      text: 'registries:\n- name: a\nimages:\n- name: b\n  dmap:\n    "x": ["y"]\n',
    },
    { what: 'a repeated key', text: '- name: a\n  name: b\n' },
    {
      what: 'texts that look like something else',
      text: 'a: 1.10\nb: true\nc: null\nd: 0x1F\ne: 2001-01-01\n"f": ""\n',
    },
    { what: 'lists in lists', text: '- a:\n  - b:\n    - c: d\n    e: f\n  g: h\n- i: j\n' },
  ])('$what', ({ text }) => {
    const node = readUsualLines(text);
    expect(node).toBeDefined();
    expect(node).toEqual(readAnyYaml(text));
  });
});

describe('other files', () => {
  it.each([
    { what: 'nothing', text: '' },
    { what: 'comments only', text: '# a\n' },
    { what: 'a key without a value', text: '- name: a\n  dmap:\n' },
    { what: 'a key without a value before another', text: '- name:\n  dmap: a\n' },
    { what: 'an anchor', text: '- name: &a b\n' },
    { what: 'a tag', text: '- name: !!str b\n' },
    { what: 'a text over two lines', text: '- name: a\n    b\n' },
    { what: 'lists of one item on each line', text: '- name: a\n  dmap:\n    "x":\n    - v1\n' },
    { what: 'an escape', text: '- name: "a\\tb"\n' },
    { what: 'a wrong indentation', text: '- name: a\n   dmap: b\n' },
    { what: 'a list that ends in the middle', text: 'a:\n  - b: c\n d: e\n' },
    { what: 'two documents', text: '- name: a\n---\n- name: b\n' },
    { what: 'a tabulator', text: '- name: a\n\tdmap: b\n' },
    { what: 'other line ends', text: '- name: a\r\n' },
    { what: 'a very long text', text: `- name: ${'a'.repeat(20_000_000)}\n` },
    { what: 'a very long comment', text: `- name: a #${'a'.repeat(20_000_000)}\n` },
    { what: 'very many blanks', text: `- name: [${' '.repeat(20_000_000)}\n` },
    { what: 'deep nesting', text: Array.from({ length: 9 }, (_, i) => `${' '.repeat(i)}a:\n`).join('') },
  ])('$what', ({ text }) => {
    expect(readUsualLines(text)).toBeUndefined();
  });
});

/** True when there was something to compare. */
function expectSame(text: string): boolean {
  const node = readUsualLines(text);
  if (!node) return false;
  expect(node).toEqual(orError(text));
  return true;
}

function orError(text: string): unknown {
  try {
    return readAnyYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return error.message;
    throw error;
  }
}

/** The first are what usual files have, and come eight times as often as the others. */
function mostly(usual: readonly string[], others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 8 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

const line = fc
  .tuple(
    mostly(['', '  ', '    '], [' ', '   ', '      ', '\t']),
    mostly(['', '- '], ['-', '- - ', '-  ', '? ']),
    mostly(['name:', '"sha256:1":', 'a-b:'], ['# x', '', 'a', '---', ':', '"a" :', "'a':"]),
    mostly(
      ['', ' a', ' ["v1"]', ' "b"'],
      [' [ "v1","v2" ]', ' []', '  true', ' a:b', ' "', ' a b', ' -', ' {}'],
    ),
    mostly(['\n'], [' # c\n', '  \n', '#\n', '\r\n', '']),
  )
  .map((parts) => parts.join(''));

it('gives what YAML gives, or nothing, for any lines', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (parts) => {
      if (expectSame(parts.join(''))) compared++;
    }),
    { numRuns: 20_000 },
  );
  expect(compared).toBeGreaterThan(500);
});

const tree = process.env['CIP_TEST_TREE'];

function realTexts(): string[] {
  return ['images', 'manifests'].flatMap((folder) =>
    readdirSync(path.join(tree ?? '', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => readFileSync(path.join(tree ?? '', folder, name), 'utf8')),
  );
}

describe.skipIf(tree === undefined)('real files', () => {
  it('are usual, nearly all of them', () => {
    const texts = realTexts();
    const usual = texts.filter(expectSame);
    expect(usual.join('').length).toBeGreaterThan(0.95 * texts.join('').length);
  });

  it('are the same when they are damaged', () => {
    const short = realTexts().map((text) => text.slice(0, text.lastIndexOf('\n', 1_500) + 1));
    let compared = 0;
    for (let seed = 1; seed <= 5_000; seed++) {
      const random = randomFrom(seed);
      if (expectSame(mutated(Buffer.from(pick(random, short) ?? ''), random).toString())) compared++;
    }
    expect(compared).toBeGreaterThan(500);
  });
});
