import { digestOf, parseJsonObject } from '@cip/oci';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanTagsPage } from './scan-tags-page.js';
import { readTagsPage, type TagsPage } from './tags-page.js';

const one = digestOf(Buffer.from('one'));
const two = digestOf(Buffer.from('two'));
const three = digestOf(Buffer.from('three'));
const ociIndex = 'application/vnd.oci.image.index.v1+json';

function manifest(...tag: string[]): object {
  return {
    imageSizeBytes: '491',
    layerId: '',
    mediaType: ociIndex,
    tag,
    timeCreatedMs: '1704067200000',
    timeUploadedMs: '1704067200000',
  };
}

/** As Google answers. */
function page(
  manifests: Readonly<Record<string, unknown>>,
  tags: readonly string[],
  more: object = {},
): object {
  return { child: [], manifest: manifests, name: 'team/app', tags, ...more };
}

function plain(bytes: Uint8Array): TagsPage | undefined {
  const body = parseJsonObject(bytes);
  return body && readTagsPage(body);
}

/** All that a page tells, in its order. */
function told(found: TagsPage | undefined): unknown {
  if (!found) return undefined;
  const { tags, manifests, hasDigests, children } = found;
  const sizes = [tags.size, manifests?.size];
  return { tags: [...tags], manifests: manifests && [...manifests], hasDigests, children, sizes };
}

describe('pages as Google writes them', () => {
  const usual = page({ [one]: manifest('v1', 'latest'), [two]: manifest(), [three]: manifest('_v2.0-a') }, [
    'v1',
    'latest',
    '_v2.0-a',
  ]);

  it.each([
    ['usual', usual],
    ['empty', page({}, [])],
    ['with children', page({}, [], { child: ['app', 'not//one', 'app/below'] })],
    ['without what nobody reads', { manifest: { [one]: { tag: ['v1'] } }, tags: ['v1'] }],
    ['without tags', { manifest: { [one]: { imageSizeBytes: '1' } } }],
    ['with a field that nobody knows', page({ [one]: { ...manifest('v1'), uploadedBy: 'a b!' } }, ['v1'])],
  ])('%s', (_, body) => {
    for (const space of [undefined, 2, '\r\n\t']) {
      const bytes = Buffer.from(JSON.stringify(body, undefined, space));
      const scanned = scanTagsPage(bytes);
      expect(scanned).toBeDefined();
      expect(told(scanned)).toEqual(told(plain(bytes)));
    }
  });

  it('what is in it is found without reading it as a whole', () => {
    const scanned = scanTagsPage(Buffer.from(JSON.stringify(usual)));
    expect(scanned?.tags.get('latest')).toBe(one);
    expect(scanned?.tags.get('lates')).toBeUndefined();
    expect(scanned?.tags.has('')).toBe(false);
    expect(scanned?.manifests?.get(two)).toBe(ociIndex);
    expect(scanned?.manifests?.has(digestOf(Buffer.from('four')))).toBe(false);
  });

  it('thousands of tags with one ending are found', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `build-${i}-of-the-nightly-job-linux-amd64`);
    const manifests = Object.fromEntries(names.map((name) => [digestOf(Buffer.from(name)), manifest(name)]));
    const bytes = Buffer.from(JSON.stringify(page(manifests, names)));
    expect(told(scanTagsPage(bytes))).toEqual(told(plain(bytes)));
  });
});

describe('other pages are left to the plain reader', () => {
  const usual = JSON.stringify(page({ [one]: manifest('v1'), [two]: manifest('v2') }, ['v1', 'v2']));

  it.each([
    ['a plain list of tags', '{"name":"team/app","tags":["v1"]}'],
    ['no JSON', 'not found'],
    ['nothing', ''],
    ['an end too early', usual.slice(0, -1)],
    ['something behind the end', `${usual}}`],
    ['a digest twice', usual.replace(two, one)],
    ['a tag at two digests', usual.replaceAll('"v2"', '"v1"')],
    ['a tag without a manifest', usual.replace('["v1","v2"]', '["v1","v2","v3"]')],
    ['a member twice', usual.replace('"child":[]', '"child":["a"],"child":[]')],
    ['two media types', usual.replace('"tag"', '"mediaType":"x","tag"')],
    ['two lists of tags', usual.replace('"layerId":""', '"tag":["v3"]')],
    ['a digest that is none', usual.replace(one, one.toUpperCase())],
    ['a digest that is too short', usual.replace(one, one.slice(0, -1))],
    ['a sha512 digest', usual.replaceAll(one, digestOf(Buffer.from('one'), 'sha512'))],
    ['a tag that is none', usual.replaceAll('"v1"', '"-v1"')],
    ['a tag that is too long', usual.replaceAll('"v1"', JSON.stringify('v'.repeat(129)))],
    ['an escape', usual.replace('"layerId":""', '"layerId":"\\""')],
    ['what is not ASCII', usual.replace('"layerId":""', '"layerId":"ä"')],
    ['a line break in a text', usual.replace('"layerId":""', '"layerId":"a\nb"')],
    ['a number', usual.replace('"layerId":""', '"layerId":1')],
    ['null', usual.replace('"tags":["v1","v2"]', '"tags":null')],
  ])('%s', (_, text) => {
    expect(text).not.toBe(usual);
    expect(scanTagsPage(Buffer.from(text))).toBeUndefined();
  });

  it('many digests that are made to collide', () => {
    const digests = Array.from({ length: 100 }, (_, i) => `sha256:${String(i).padStart(64, '0')}`);
    const same = digests.map((digest) => `sha256:${digest.slice(-40)}${'0'.repeat(24)}`);
    const bodies = [digests, same].map((names) =>
      Buffer.from(JSON.stringify(page(Object.fromEntries(names.map((name) => [name, manifest()])), []))),
    );
    expect(bodies.map((body) => scanTagsPage(body) !== undefined)).toEqual([true, false]);
  });
});

describe('whatever comes, the same is read as by the plain reader', () => {
  const tag = fc.oneof(fc.constantFrom('v1', 'v2', 'latest'), fc.stringMatching(/^[\w.-]{1,5}$/));
  const digest = fc.constantFrom(one, two, three, 'sha256:abc', digestOf(Buffer.from('x'), 'sha512'));
  const entry = fc.oneof(
    { weight: 5, arbitrary: fc.array(tag, { maxLength: 3 }).map((tags) => manifest(...tags)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );
  const body = fc
    .tuple(fc.dictionary(digest, entry), fc.array(tag), fc.array(fc.constantFrom('app', 'a//b')))
    .map(([manifests, tags, child]) => page(manifests, tags, { child }));
  const edited = ['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\u0000', '1', 'a', 'ä'];
  /** A page, and what an attacker or a broken line makes of it. */
  const broken = fc
    .tuple(body, fc.array(fc.tuple(fc.nat(2000), fc.nat(3), fc.constantFrom(...edited))))
    .map(([value, edits]) => {
      let text = JSON.stringify(value);
      for (const [at, removed, added] of edits.slice(0, 2)) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + added + text.slice(place + removed);
      }
      return text;
    });

  it.each([
    ['pages', body.map((value) => JSON.stringify(value))],
    ['broken pages', broken],
    ['any JSON', fc.json()],
  ])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text);
        const scanned = scanTagsPage(bytes);
        if (scanned) expect(told(scanned)).toEqual(told(plain(bytes)));
      }),
      { numRuns: 1000 },
    );
  });
});
