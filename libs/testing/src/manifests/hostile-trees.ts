/**
 * How much a tree may have, so that it is read and not refused: in bytes, in signs that separate values, and in values of YAML.
 */
export interface Room {
  readonly file: number;
  readonly tree: number;
  readonly separatorsInFile: number;
  readonly valuesInTree: number;
}

/** The files of a tree by their paths. Trees with different numbers have no digests in common. */
export type HostileTree = (number: number, room: Room) => Readonly<Record<string, string>>;

/** Trees that take as much time or memory as they can, by what is special about them. */
export const hostileTrees: Readonly<Record<string, HostileTree>> = {
  'digests with a tag each': spread((image, digest) => [
    `- name: ${image}\n  dmap:\n`,
    (i) => `    "${digest(i)}": ["v1.${i}.0"]\n`,
  ]),
  'text of two bytes a character': spread((image, digest) => [
    `# 中\n- name: ${image}\n  dmap:\n`,
    (i) => `    "${digest(i)}": ["v1.${i}.0"]\n`,
  ]),
  'tags of one digest': spread((image, digest) => [
    `- name: ${image}\n  dmap:\n    ${digest(0)}: [x`,
    (i) => `,${(i + 1_000_000).toString(36)}`,
    ']\n',
    1,
  ]),
  'tags that look as if they moved': spread((image, digest) => [
    `- name: ${image}\n  dmap:\n`,
    (i) => `    "${digest(i)}": ["v${i}"]\n`,
  ]),
  'one tag for all digests': spread((_, digest) => [
    '- name: app\n  dmap:\n',
    (i) => `    "${digest(i)}": ["v1.0.0"]\n`,
  ]),
  'the same tags for two digests': ofTwoDigests,
  'blocks of one name': spread((image, digest) => [
    '',
    (i) => `- name: ${image}\n  dmap:\n    "${digest(i)}": []\n`,
    '',
    7,
  ]),
  'images with a digest each': spread((image, digest) => [
    '',
    (i) =>
      i < 20_000 ? `- name: ${image}${i}\n  dmap:\n    ${digest(i)}: [v1]\n` : `    ${digest(i)}: [v${i}]\n`,
    '',
    8,
  ]),
  'pairs in one line': spread(() => ['[{}', () => ',a: b', ']\n', 3]),
  'keys in one line': spread((image) => [`- {name: ${image}`, (i) => `,k${i}`, '}\n', 2]),
  'lists in one line': spread(() => ['[[]', () => ',[]', ']\n', 1]),
  'items in lines': spread(() => ['', () => '- a\n', '', 1]),
  'keys that stand twice': spread((image) => [`- {name: ${image}`, () => ',k', '}\n', 2]),
  'digests that are none': spread((image) => [
    `- name: ${image}\n  dmap:\n`,
    (i) => `    k${i}: []\n`,
    '',
    2,
  ]),
  'tags that are none': spread((image, digest) => [
    `- name: ${image}\n  dmap:\n    ${digest(0)}: [`,
    (i) => `"!${i}",`,
    ']\n',
    1,
  ]),
  aliases: spread((image, digest) => [
    `- &x {name: ${image}, dmap: {${digest(0)}: [a], ${digest(1)}: [b]}}\n`,
    (i) => (i < 900 ? '- *x\n' : '#\n'),
    '',
    1,
  ]),
  'one long line': spread((image) => [`- name: "${image}`, () => 'a'.repeat(1000), '"\n', 0]),
  'many subprojects of one repository': (number, room) => {
    const amount = 2_400;
    const part = {
      file: Math.floor(room.tree / amount) - 400,
      separators: room.separatorsInFile,
      values: Math.floor(room.valuesInTree / amount) - 20,
    };
    return treeOf(
      Array.from({ length: amount }, (_, i) => ({
        source: 'gcr.io/staging',
        images: filled(
          ['- name: app\n  dmap:\n', (k) => `    "${digestOf(number, i, k)}": ["v${k}"]\n`],
          part,
        ),
      })),
    );
  },
};

/** How a file begins, goes on as long as there is room, and ends; and how many values a line has, 3 unless told otherwise. */
type Pattern = readonly [head: string, line: (i: number) => string, tail?: string, values?: number];

/** The room of one file. */
interface Part {
  readonly file: number;
  readonly separators: number;
  readonly values: number;
}

/** Files as large as they may be, until there is no more room in the tree. */
function spread(pattern: (image: string, digest: (i: number) => string) => Pattern): HostileTree {
  return (number, room) => {
    const amount = Math.ceil(room.tree / room.file);
    const part = {
      file: Math.floor(Math.min(room.file, room.tree / amount)) - 1_000,
      separators: room.separatorsInFile - 100,
      values: Math.floor(room.valuesInTree / amount) - 100,
    };
    return treeOf(
      Array.from({ length: amount }, (_, file) => ({
        source: `gcr.io/staging-${file}`,
        images: filled(
          pattern(`app${file}`, (i) => digestOf(number, file, i)),
          part,
        ),
      })),
    );
  };
}

function ofTwoDigests(number: number, room: Room): Readonly<Record<string, string>> {
  const part = {
    file: room.file / 2 - 1_000,
    separators: room.separatorsInFile / 2 - 100,
    values: Math.floor(room.valuesInTree / 4) - 100,
  };
  const tags = filled(['[x', (i) => `,${(number * 1_000_000 + i).toString(36)}`, ']', 1], part);
  return treeOf(
    [0, 1].map((file) => {
      const [one, other] = [digestOf(number, file, 0), digestOf(number, file, 1)];
      const images = `- name: app${file}\n  dmap:\n    ${one}: ${tags}\n    ${other}: ${tags}\n`;
      return { source: `gcr.io/staging-${file}`, images };
    }),
  );
}

function filled([head, line, tail = '', inLine = 3]: Pattern, room: Part): string {
  const parts = [head];
  let size = head.length + tail.length;
  let separators = separatorsIn(head);
  let values = separators;
  for (let i = 0; ; i++) {
    const next = line(i);
    size += next.length;
    separators += separatorsIn(next);
    values += inLine;
    if (size > room.file || separators > room.separators || values > room.values)
      return [...parts, tail].join('');
    parts.push(next);
  }
}

/** As readers of manifests count them before they read any. */
function separatorsIn(text: string): number {
  return text.match(/[\n\r,[{:]|-(?=\s)/g)?.length ?? 0;
}

/** Distinct for each tree, file and line. */
function digestOf(...numbers: readonly number[]): string {
  return `sha256:${numbers
    .map((number) => number.toString(16).padStart(8, '0'))
    .join('')
    .padEnd(64, 'e')}`;
}

function treeOf(
  subprojects: readonly { readonly source: string; readonly images: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    subprojects.flatMap(({ source, images }, i) => {
      const registries = `registries:\n- name: ${source}\n  src: true\n- name: eu.gcr.io/prod\n- name: us.gcr.io/prod\n`;
      return [
        [`manifests/s${i}/promoter-manifest.yaml`, registries],
        [`images/s${i}/images.yaml`, images],
      ];
    }),
  );
}
