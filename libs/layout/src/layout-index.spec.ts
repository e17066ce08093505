import { digestOf, isRepositoryPath, isTag, mediaTypes } from '@cip/oci';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyIndex,
  formatLayoutIndex,
  type LayoutIndex,
  parseLayoutIndex,
  withoutTags,
  withTag,
} from './layout-index.js';

const repositories = fc.stringMatching(/^[a-z0-9]{1,3}([._-][a-z0-9]{1,2}){0,2}(\/[a-z0-9]{1,3}){0,2}$/);
const tags = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,6}$/);
const manifests = fc
  .integer({ min: 0, max: 5 })
  .map((n) => ({ mediaType: mediaTypes.ociManifest, digest: digestOf(Buffer.from([n])), size: n }));

const steps = fc.array(
  fc.record({
    repository: repositories.filter(isRepositoryPath),
    tag: tags.filter(isTag),
    manifest: fc.option(manifests, { nil: undefined }),
  }),
  { maxLength: 20 },
);

function read(text: string): LayoutIndex {
  const index = parseLayoutIndex(text);
  if (typeof index === 'string') throw new Error(index);
  return index;
}

describe('an index', () => {
  it('says after any changes what a map of tags would say, also when it is read again', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const model = new Map<string, string>();
        let index = emptyIndex;
        for (const { repository, tag, manifest } of changes) {
          if (manifest) {
            index = withTag(index, { repository, tag }, manifest);
            model.set(`${repository}:${tag}`, manifest.digest);
          } else {
            index = withoutTags(index, repository, (name) => name === tag);
            model.delete(`${repository}:${tag}`);
          }
        }
        for (const state of [index, read(formatLayoutIndex(index))]) {
          const said = [...state.tags].flatMap(([repository, own]) =>
            [...own].map(([tag, digest]) => [`${repository}:${tag}`, digest] as const),
          );
          expect(new Map(said)).toEqual(model);
          expect(state.entries).toHaveLength(model.size);
        }
      }),
    );
  });

  it('keeps what it does not understand', () => {
    const stranger = {
      mediaType: 'application/vnd.example+json',
      digest: digestOf(new Uint8Array()),
      size: 0,
      urls: ['https://example.com'],
      annotations: { 'org.opencontainers.image.ref.name': 'latest', other: 'kept' },
    };
    const text = JSON.stringify({ schemaVersion: 2, annotations: { a: 'b' }, manifests: [stranger] });
    const tagged = withTag(
      read(text),
      { repository: 'app', tag: 'v1' },
      { mediaType: mediaTypes.ociManifest, digest: digestOf(Buffer.from('x')), size: 1 },
    );
    const written = JSON.parse(formatLayoutIndex(tagged)) as { annotations: object; manifests: unknown[] };
    expect(written.annotations).toEqual({ a: 'b' });
    expect(written.manifests[0]).toEqual(stranger);
    expect([...tagged.tags.keys()]).toEqual(['app']);
  });

  it('never breaks a reader, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['string', 'object']).toContain(typeof parseLayoutIndex(text));
      }),
    );
  });

  it('is refused when it could not be written again', () => {
    const text = formatLayoutIndex(emptyIndex).replace('{', `{"a":${'['.repeat(9000)}${']'.repeat(9000)},`);
    expect(parseLayoutIndex(text)).toBe('it nests deeper than 100 levels');
  });

  it('is left alone when there is nothing to take away', () => {
    expect(withoutTags(emptyIndex, 'app', () => true)).toBe(emptyIndex);
  });
});
