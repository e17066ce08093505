import type { Artifact, Digest, Failure } from '@cip/oci';
import type { SignedArtifact } from '@cip/provenance';

/** What a manifest says about others: the children of an index, and the subject of an attached artifact. */
export interface ManifestLinks {
  readonly children: readonly { readonly digest: Digest; readonly isIndex: boolean }[];
  readonly subject?: Digest;
  /** Absent for an image or an index of images, which nothing makes an attached artifact. */
  readonly artifact?: Artifact;
}

/** What a tag points at elsewhere. */
export interface Original {
  readonly digest: Digest;
  readonly links: ManifestLinks;
}

/** What a tag points at in another region. */
export interface Elsewhere extends Original {
  readonly repository: string;
}

/** An attached artifact whose signatures are asked for. */
export interface AskedSignatures {
  /** Of its manifest. */
  readonly digest: Digest;
  /** What it is attached to. */
  readonly subject: Digest;
  /** Absent for a referrer. */
  readonly tag?: string;
  /** Set: it is read from the source, not from the repository of the change. */
  readonly inSource?: true;
}

/** A read that failed, with the reason. */
export interface Unreadable {
  readonly unreadable: string;
  /** The facts that `unreadable` was made of. */
  readonly failure?: Failure;
}

/** `absent`: the registry said that there is no such thing. */
export type Known<T> = T | 'absent' | Unreadable;

/** What has been read from one repository so far; undefined: not asked yet. */
export interface Knowledge {
  manifest(digest: Digest): Known<ManifestLinks> | undefined;
  /** What a tag points at. */
  tag(tag: string): Known<Digest> | undefined;
  /** The tags of a digest. */
  tagsOf(digest: Digest): readonly string[] | Unreadable | undefined;
  /** What an attached artifact's tag pointed at when it was verified; undefined: nothing is remembered. */
  attached(tag: string): Digest | undefined;
  /** Whether the repository that the promoter copies from has a manifest. */
  inSource(digest: Digest): Known<'present'> | undefined;
  /** What a tag points at in the repository that the promoter copies from. */
  original(tag: string): Known<Original> | undefined;
  /** What a tag points at in the other regions, as far as they could be read. */
  elsewhere(tag: string): readonly Elsewhere[] | undefined;
  /** Who signed an attached artifact. Absent: nobody is trusted, so that it does not matter. */
  readonly signed?: (asked: AskedSignatures) => SignedArtifact | Unreadable | undefined;
  /** Set: the promoter carries what nobody trusted signed, too; default it does not. */
  readonly carriesUnverified?: true;
  /** Set: artifacts are taken by their names, and neither looked at nor held against the source; default they are. */
  readonly trustsAttachments?: true;
  /** Set: a tag may lag behind what it has grown to in the source or in another region; default it may not. */
  readonly toleratesLag?: true;
}

export function isUnreadable(known: unknown): known is Unreadable {
  return typeof known === 'object' && known !== null && 'unreadable' in known;
}
