import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { type Digest, digestOf } from '@cip/oci';
import type { Knowledge, Known, ManifestLinks, Unreadable } from './knowledge.js';

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

/** What a table says is known: by short names of digests. */
export interface WrittenKnowledge {
  readonly manifests?: Readonly<
    Record<string, Known<{ children?: string[]; indexes?: string[]; subject?: string; mayBeTagged?: true }>>
  >;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attached?: Readonly<Record<string, string>>;
  /** Short name of a digest → its tags. */
  readonly tagsOf?: Readonly<Record<string, readonly string[] | Unreadable>>;
}

/** Answers from a table; `absent` and `unreadable` are said as they are, everything else was not read. */
export function knowledgeOf(written: WrittenKnowledge): Knowledge {
  const { manifests = {}, tags = {}, attached = {}, tagsOf = {} } = written;
  const tagsByDigest = new Map(Object.entries(tagsOf).map(([short, given]) => [digest(short), given]));
  const byDigest = new Map(
    Object.entries(manifests).map(([short, links]) => [digest(short), linksOf(links)]),
  );
  return {
    manifest: (asked) => byDigest.get(asked),
    tag: (asked) => {
      const short = tags[asked];
      if (short === undefined || short === 'absent') return short;
      return short === 'unreadable' ? { unreadable: 'HTTP 500' } : digest(short);
    },
    tagsOf: (asked) => tagsByDigest.get(asked),
    attached: (asked) => (attached[asked] === undefined ? undefined : digest(attached[asked])),
  };
}

function linksOf(
  written: Known<{ children?: string[]; indexes?: string[]; subject?: string; mayBeTagged?: true }>,
): Known<ManifestLinks> {
  if (written === 'absent' || 'unreadable' in written) return written;
  const { children = [], indexes = [], subject, mayBeTagged } = written;
  return {
    children: [
      ...children.map((short) => ({ digest: digest(short), isIndex: false })),
      ...indexes.map((short) => ({ digest: digest(short), isIndex: true })),
    ],
    ...(subject !== undefined && { subject: digest(subject) }),
    ...(mayBeTagged && { mayBeTagged }),
  };
}
