import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { type Artifact, type Digest, digestOf } from '@cip/oci';
import type { JudgedSignature } from '@cip/provenance';
import type { Knowledge, Known, ManifestLinks, Original, Unreadable } from './knowledge.js';

/** The digest of a short text, so that tables can speak of images by name. */
export function digest(name: string): Digest {
  return digestOf(new TextEncoder().encode(name));
}

export interface WrittenManifest {
  readonly destinations: readonly string[];
  /** Image name → short name of a digest → tags. */
  readonly images: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A parsed tree, by subproject. */
export function treeOf(manifests: Readonly<Record<string, WrittenManifest>>): ManifestTree {
  return parseThinTree(
    Object.entries(manifests).flatMap(([name, { destinations, images }]) => {
      const registries = destinations.map((registry) => `- name: ${registry}\n`).join('');
      const files = {
        [`manifests/${name}/promoter-manifest.yaml`]: `registries:\n- {name: gcr.io/staging, src: true}\n${registries}`,
        [`images/${name}/images.yaml`]: Object.entries(images).map(imageText).join(''),
      };
      return Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text }));
    }),
  );
}

function imageText([name, dmap]: readonly [string, Readonly<Record<string, readonly string[]>>]): string {
  const entries = Object.entries(dmap).map(
    ([short, tags]) => `    "${digest(short)}": ${JSON.stringify(tags)}\n`,
  );
  return `- name: ${name}\n  dmap:\n${entries.join('')}`;
}

/** What a manifest is written as: artifacts by the short names of their layers. */
export interface WrittenLinks {
  readonly children?: readonly string[];
  readonly indexes?: readonly string[];
  readonly subject?: string;
  readonly artifact?: 'list' | { readonly type: string; readonly layers: readonly string[] };
}

/** What a table says is known: by short names of digests. */
export interface WrittenKnowledge {
  readonly manifests?: Readonly<Record<string, Known<WrittenLinks>>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attached?: Readonly<Record<string, string>>;
  /** Short name of a digest → its tags. */
  readonly tagsOf?: Readonly<Record<string, readonly string[] | Unreadable>>;
  /** Short name of a digest → whether the source has it. */
  readonly inSource?: Readonly<Record<string, Known<'present'>>>;
  /** Tag → short name of the digest that it has in the source, which `manifests` describes. */
  readonly originals?: Readonly<Record<string, string | Unreadable>>;
  /**
   * Tag, or short name of a digest, behind `source ` where it is read there → part, what it is worth, and who signed or why
   * nobody knows. Default: nobody is trusted.
   */
  readonly signed?: Readonly<Record<string, readonly WrittenSignature[] | Unreadable>>;
  readonly carriesUnverified?: true;
  /** Tag → region → short name of the digest that it has there. Default: other regions have no tags. */
  readonly elsewhere?: Readonly<Record<string, Readonly<Record<string, string>>>> | 'unread';
}

export type WrittenSignature = readonly [part: string, kind: JudgedSignature['kind'], text: string];

/** Answers from a table; `absent` and `unreadable` are said as they are, everything else was not read. */
export function knowledgeOf(written: WrittenKnowledge): Knowledge {
  const { manifests = {}, tags = {}, attached = {}, tagsOf = {}, inSource = {}, originals = {} } = written;
  const { elsewhere = {}, signed, carriesUnverified } = written;
  const sourced = new Map(Object.entries(inSource).map(([short, known]) => [digest(short), known]));
  const tagsByDigest = new Map(Object.entries(tagsOf).map(([short, given]) => [digest(short), given]));
  const byDigest = new Map(
    Object.entries(manifests).map(([short, links]) => [digest(short), linksOf(links)]),
  );
  const described = (short: string): Original => {
    const links = byDigest.get(digest(short));
    if (links === undefined || links === 'absent' || 'unreadable' in links) throw new Error(`no ${short}`);
    return { digest: digest(short), links };
  };
  return {
    manifest: (asked) => byDigest.get(asked),
    tag: (asked) => {
      const short = tags[asked];
      if (short === undefined || short === 'absent') return short;
      return short === 'unreadable' ? { unreadable: 'HTTP 500' } : digest(short);
    },
    tagsOf: (asked) => tagsByDigest.get(asked),
    inSource: (asked) => sourced.get(asked),
    original: (asked) => {
      const short = originals[asked];
      if (short === undefined || short === 'absent' || typeof short === 'object') return short;
      return described(short);
    },
    elsewhere: (asked) =>
      elsewhere === 'unread'
        ? undefined
        : Object.entries(elsewhere[asked] ?? {}).map(([repository, short]) => ({
            repository,
            ...described(short),
          })),
    attached: (asked) => (attached[asked] === undefined ? undefined : digest(attached[asked])),
    ...(signed && { signed: signedIn(signed) }),
    ...(carriesUnverified && { carriesUnverified }),
  };
}

function signedIn(written: NonNullable<WrittenKnowledge['signed']>): NonNullable<Knowledge['signed']> {
  const byDigest = new Map(Object.entries(written).map(([short, found]) => [digest(short), found]));
  return ({ digest: of, tag, inSource }) => {
    const found = tag === undefined ? byDigest.get(of) : written[`${inSource ? 'source ' : ''}${tag}`];
    if (found === undefined || 'unreadable' in found) return found;
    return { signatures: found.map(signatureOf) };
  };
}

function signatureOf([short, kind, text]: WrittenSignature): JudgedSignature {
  const part = digest(short);
  return kind === 'unproven' ? { part, kind, why: text } : { part, kind, by: text };
}

function linksOf(written: Known<WrittenLinks>): Known<ManifestLinks> {
  if (written === 'absent' || 'unreadable' in written) return written;
  const { children = [], indexes = [], subject, artifact } = written;
  return {
    children: [
      ...children.map((short) => ({ digest: digest(short), isIndex: false })),
      ...indexes.map((short) => ({ digest: digest(short), isIndex: true })),
    ],
    ...(subject !== undefined && { subject: digest(subject) }),
    ...(artifact && { artifact: artifactOf(artifact) }),
  };
}

function artifactOf(written: NonNullable<WrittenLinks['artifact']>): Artifact {
  if (written === 'list') return { kind: 'list', layers: [] };
  const layers = written.layers.map((short) => ({
    digest: digest(short),
    mediaType: written.type,
    part: digest(short),
  }));
  return { kind: 'manifest', layers };
}
