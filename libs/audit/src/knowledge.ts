import type { Digest, Failure } from '@cip/oci';

/** What a manifest says about others: the children of an index, and the subject of an attached artifact. */
export interface ManifestLinks {
  readonly children: readonly { readonly digest: Digest; readonly isIndex: boolean }[];
  readonly subject?: Digest;
  /** Neither an image nor an index of images, such as a signature: a tag may say what it is attached to. */
  readonly mayBeTagged?: true;
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
}

export function isUnreadable(known: unknown): known is Unreadable {
  return typeof known === 'object' && known !== null && 'unreadable' in known;
}
