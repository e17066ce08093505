import { isAscii } from 'node:buffer';
import { type Digest, isRepositoryPath } from '@cip/oci';
import { JsonCursor } from './json-cursor.js';
import { LazyMap } from './lazy-map.js';
import { Spans } from './spans.js';
import type { TagsPage } from './tags-page.js';

/**
 * Reads a page with the Google extension as Google writes it, byte by byte: the same as `readTagsPage` makes of the parsed
 * JSON, but no digest or tag becomes a text before it is asked for. Undefined for every other page, and for what is no JSON.
 */
export function scanTagsPage(bytes: Uint8Array): TagsPage | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Where a text has no escapes, it ends at the next quote.
  if (!isAscii(buffer) || buffer.includes('\\')) return undefined;
  return new PageScanner(buffer).page();
}

const [comma, colon] = [0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

const mediaTypeKey = Buffer.from('mediaType');
const tagKey = Buffer.from('tag');
const digestStart = Buffer.from('sha256:');
const digestLength = digestStart.length + 64;
/** Hexadecimal characters. */
const hashedOfDigests = 16;
const longestTag = 128;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const isHexadecimal = tableOf('0123456789abcdef');
const beginsTags = tableOf(`0123456789_${letters}`);
const isInTags = tableOf(`0123456789_.-${letters}`);

/** Its methods answer false where the page is not as Google writes it. */
class PageScanner {
  readonly #cursor: JsonCursor;
  readonly #digests: Spans;
  readonly #mediaTypes: Spans;
  readonly #tags: Spans;
  /** The position of the digest of each tag. */
  readonly #owners: number[] = [];
  /** All tags once more, as they are listed beside the manifests. */
  readonly #listed: Spans;
  readonly #children: string[] = [];

  constructor(private readonly bytes: Buffer) {
    this.#cursor = new JsonCursor(bytes);
    this.#digests = new Spans(bytes, hashedOfDigests);
    this.#mediaTypes = new Spans(bytes, 0);
    this.#tags = new Spans(bytes, longestTag);
    this.#listed = new Spans(bytes, 0);
  }

  page(): TagsPage | undefined {
    if (!this.#readPage() || !this.#cursor.isAtEnd()) return undefined;
    const [digests, tags, owners, mediaTypes] = [this.#digests, this.#tags, this.#owners, this.#mediaTypes];
    // Of two members with one name JSON means the last.
    if (!digests.index() || !tags.index()) return undefined;
    if (!this.#listed.areAllIn(tags)) return undefined;
    return {
      tags: new LazyMap(tags, (tag) => digests.at(owners[tag] ?? 0) as Digest),
      hasDigests: true,
      manifests: new LazyMap<Digest, string>(digests, (digest) => mediaTypes.at(digest)),
      children: this.#children,
    };
  }

  #readPage(): boolean {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    if (!cursor.skip(openBrace)) return false;
    do {
      if (!cursor.readText()) return false;
      const key = cursor.text;
      if (seen.has(key) || !cursor.skip(colon) || !this.#readMember(key)) return false;
      seen.add(key);
    } while (cursor.skip(comma));
    return seen.has('manifest') && cursor.skip(closeBrace);
  }

  #readMember(key: string): boolean {
    if (key === 'manifest') return this.#readManifests();
    if (key === 'tags') return this.#readTags(this.#listed);
    if (key === 'child') return this.#readChildren();
    return key === 'name' && this.#cursor.readText();
  }

  #readManifests(): boolean {
    const cursor = this.#cursor;
    if (!cursor.skip(openBrace)) return false;
    if (cursor.skip(closeBrace)) return true;
    do {
      if (!cursor.readText() || !this.#isDigest()) return false;
      this.#digests.add(cursor.start, cursor.end);
      if (!cursor.skip(colon) || !this.#readManifest()) return false;
    } while (cursor.skip(comma));
    return cursor.skip(closeBrace);
  }

  #readManifest(): boolean {
    const cursor = this.#cursor;
    let [typeStart, typeEnd] = [0, 0];
    let hasTags = false;
    if (!cursor.skip(openBrace)) return false;
    do {
      if (!cursor.readText()) return false;
      const isMediaType = cursor.is(mediaTypeKey);
      const isTags = cursor.is(tagKey);
      const isTwice = (isMediaType && typeEnd > 0) || (isTags && hasTags);
      if (isTwice || !cursor.skip(colon)) return false;
      if (!(isTags ? this.#readTags(this.#tags) : cursor.readText())) return false;
      if (isMediaType) [typeStart, typeEnd] = [cursor.start, cursor.end];
      hasTags ||= isTags;
    } while (cursor.skip(comma));
    this.#mediaTypes.add(typeStart, typeEnd);
    while (this.#owners.length < this.#tags.size) this.#owners.push(this.#digests.size - 1);
    return cursor.skip(closeBrace);
  }

  #readTags(tags: Spans): boolean {
    const cursor = this.#cursor;
    if (!cursor.skip(openBracket)) return false;
    if (cursor.skip(closeBracket)) return true;
    do {
      if (!cursor.readText() || !this.#isTag()) return false;
      tags.add(cursor.start, cursor.end);
    } while (cursor.skip(comma));
    return cursor.skip(closeBracket);
  }

  #readChildren(): boolean {
    const cursor = this.#cursor;
    if (!cursor.skip(openBracket)) return false;
    if (cursor.skip(closeBracket)) return true;
    do {
      if (!cursor.readText()) return false;
      const { text } = cursor;
      if (isRepositoryPath(text)) this.#children.push(text);
    } while (cursor.skip(comma));
    return cursor.skip(closeBracket);
  }

  #isDigest(): boolean {
    const { start, end } = this.#cursor;
    if (end - start !== digestLength || !this.#cursor.begins(digestStart)) return false;
    return this.#areAllOf(isHexadecimal, start + digestStart.length, end);
  }

  #isTag(): boolean {
    const { start, end } = this.#cursor;
    if (end === start || end - start > longestTag) return false;
    return beginsTags[this.bytes[start] ?? 0] === 1 && this.#areAllOf(isInTags, start + 1, end);
  }

  #areAllOf(allowed: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    for (let at = start; at < end; at++) if (allowed[bytes[at] ?? 0] === 0) return false;
    return true;
  }
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
}
