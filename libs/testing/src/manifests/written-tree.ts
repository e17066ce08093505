import type { Digest } from '@cip/oci';
import fc from 'fast-check';

/** What a tree is to mean, sorted as the parser sorts it. */
export interface SubprojectModel {
  readonly name: string;
  readonly source: string;
  readonly destinations: readonly string[];
  readonly images: readonly ImageModel[];
}

export interface ImageModel {
  readonly name: string;
  readonly digests: readonly { readonly digest: Digest; readonly tags: readonly string[] }[];
}

/** How a tree is written. `split`: one block per digest; `reversed`: blocks, keys and entries from the last to the first. */
export interface Style {
  readonly quote: '' | '"' | "'";
  readonly flow: boolean;
  readonly comments: boolean;
  readonly split: boolean;
  readonly reversed: boolean;
}

/** Any style. */
export const manifestStyles: fc.Arbitrary<Style> = fc.record({
  quote: fc.constantFrom('' as const, '"' as const, "'" as const),
  flow: fc.boolean(),
  comments: fc.boolean(),
  split: fc.boolean(),
  reversed: fc.boolean(),
});

const hex = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});
const oddTags = ['1.10', '1e3', '0x10', 'yes', 'null', '2020-01-01', '1_000', 'true', 'v1.0_foo', '0o7'];
const tag = fc.oneof(fc.constantFrom(...oddTags), fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,10}$/));
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,3})?$/);

function sortedBy<T>(
  arbitrary: fc.Arbitrary<T>,
  key: (element: T) => string,
  minLength = 0,
): fc.Arbitrary<T[]> {
  return fc
    .uniqueArray(arbitrary, { selector: key, minLength, maxLength: 4 })
    .map((elements) => elements.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
}

const digests = sortedBy(
  fc.record({
    digest: hex.map((text): Digest => `sha256:${text}`),
    tags: sortedBy(tag, (text) => text),
  }),
  ({ digest }) => digest,
  1,
);
const images = sortedBy(fc.record({ name, digests }), (image) => image.name);

/** Sound trees of a few subprojects. */
export const manifestTrees: fc.Arbitrary<SubprojectModel[]> = sortedBy(
  fc.record({
    name,
    source: name.map((text) => `gcr.io/staging-${text}`),
    destinations: sortedBy(name, (text) => text).map((names) =>
      names.map((text) => `eu.gcr.io/prod/${text}`),
    ),
    images,
  }),
  (subproject) => subproject.name,
  1,
);

/** A file of a thin manifest tree that could be read. */
export interface WrittenFile {
  readonly path: string;
  readonly shownAs: string;
  readonly text: string;
}

/** The files of a tree in one style. */
export function writtenFiles(model: readonly SubprojectModel[], style: Style): WrittenFile[] {
  return turned(style, model).flatMap(({ name: folder, ...subproject }) => {
    const files = {
      [`manifests/${folder}/promoter-manifest.yaml`]: registriesText(subproject, style),
      [`images/${folder}/images.yaml`]: imagesText(subproject.images, style),
    };
    return Object.entries(files).map(([path, text]) => ({ path, shownAs: `tree/${path}`, text }));
  });
}

function registriesText({ source, destinations }: Omit<SubprojectModel, 'name'>, style: Style): string {
  const src = style.quote === '' ? 'yes' : 'true';
  const entries = [
    `{src: ${src}, name: ${source}}`,
    ...destinations.map((text) => `{name: ${quoted(text, style)}}`),
  ];
  const list = turned(style, entries);
  return style.flow
    ? `{registries: [${list.join(', ')}]}`
    : `registries:\n${list.map((entry) => `- ${entry}${comment(style)}\n`).join('')}`;
}

function imagesText(list: readonly ImageModel[], style: Style): string {
  const blocks = style.split
    ? list.flatMap((image) => image.digests.map((entry) => ({ name: image.name, digests: [entry] })))
    : list;
  const texts = turned(style, blocks).map((block) =>
    style.flow ? flowBlock(block, style) : blockOfLines(block, style),
  );
  return style.flow ? `[${texts.join(',\n')}]\n` : (style.comments ? '# images\n\n' : '') + texts.join('');
}

function flowBlock({ name: image, digests: entries }: ImageModel, style: Style): string {
  const dmap = turned(style, entries).map(
    ({ digest, tags }) => `${quoted(digest, style)}: [${quotedList(tags, style)}]`,
  );
  return `{${turned(style, [`name: ${quoted(image, style)}`, `dmap: {${dmap.join(', ')}}`]).join(', ')}}`;
}

function blockOfLines({ name: image, digests: entries }: ImageModel, style: Style): string {
  const dmap = turned(style, entries).map(({ digest, tags }) => {
    const items = tags.map((text) => `\n    - ${quoted(text, style)}${comment(style)}`).join('');
    return `\n    ${quoted(digest, style)}:${tags.length > 0 ? items : ' []'}`;
  });
  const keys = [`name: ${quoted(image, style)}${comment(style)}`, `dmap:${comment(style)}${dmap.join('')}`];
  return `- ${turned(style, keys).join('\n  ')}\n`;
}

function quotedList(texts: readonly string[], style: Style): string {
  return turned(style, texts)
    .map((text) => quoted(text, style))
    .join(', ');
}

function quoted(text: string, { quote }: Style): string {
  return `${quote}${text}${quote}`;
}

function comment({ comments }: Style): string {
  return comments ? ' # why' : '';
}

function turned<T>({ reversed }: Style, elements: readonly T[]): T[] {
  return reversed ? elements.toReversed() : [...elements];
}
