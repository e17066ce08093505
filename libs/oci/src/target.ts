import type { Descriptor, RawManifest } from './descriptor.js';
import type { Digest } from './digest.js';
import type { RepositoryName } from './repository-name.js';

/** Options that every call to the outside takes. An abort rejects with the signal's reason and is never retried. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** *Unknown is never absent*: a read that failed neither allows a write nor a verdict "missing". */
export type Presence = 'present' | 'absent' | 'unknown';

/** One answer to "what is in this repository". */
export interface Listing {
  /**
   * False: the registry does not know the repository. Nothing in it has a tag; where `manifests` is undefined there may
   * still be manifests without one, as docker-registry knows a repository by its tags.
   */
  readonly exists: boolean;
  /** When the first request was sent, in milliseconds since the epoch: a change after that may be missing. */
  readonly readAt: number;
  /** Digest by tag; undefined where the registry lists names only and the digest was not asked for. */
  readonly tags: ReadonlyMap<string, Digest | undefined>;
  /** Every manifest of the repository with its media type, untagged ones too; undefined where the registry cannot tell. */
  readonly manifests: ReadonlyMap<Digest, string> | undefined;
  /** The next path components below this one, which may be repositories; absent where the registry cannot tell. */
  readonly children?: readonly string[];
}

/**
 * The right to read one repository. "Not there" is `undefined` or `false`, and only when the registry said so;
 * every other failure throws.
 */
export interface Source {
  readonly name: RepositoryName;
  /** Tags, and with the Google extension all manifests; pages are followed to the end. */
  list(options?: CallOptions): Promise<Listing>;
  /** Digest, size and media type of a tag or digest (HEAD). */
  resolve(reference: string, options?: CallOptions): Promise<Descriptor | undefined>;
  /** The manifest under a tag or digest, checked against its digest. */
  fetchManifest(reference: string, options?: CallOptions): Promise<RawManifest | undefined>;
  /** Whether the repository has the blob (HEAD). An answer about something of another size throws. */
  hasBlob(blob: Pick<Descriptor, 'digest' | 'size'>, options?: CallOptions): Promise<boolean>;
  /**
   * The bytes of a blob from `offset` on (default 0). A read from 0 is checked against digest and size before
   * the last chunk is handed out; a broken connection is continued inside.
   */
  fetchBlob(
    blob: Descriptor,
    options?: CallOptions & { readonly offset?: number },
  ): AsyncIterable<Uint8Array>;
  /** Manifests whose `subject` is the digest, by API or referrers tag. */
  referrers(subject: Digest, options?: ReferrersOptions): Promise<readonly Descriptor[]>;
  /** Whether answers have shown that the registry lacks the referrers API. Absent: nobody can tell. */
  lacksReferrersApi?(): boolean;
}

export interface ReferrersOptions extends CallOptions {
  /** The tags of the repository, where somebody listed them: a referrers tag that is not among them is not asked for. */
  readonly tags?: Pick<ReadonlySet<string>, 'has'>;
}

/** Gives the content of an upload from a byte offset on; called again when the upload must go on elsewhere. */
export type ContentFrom = (offset: number) => AsyncIterable<Uint8Array>;

/** An open upload session for one blob. */
export interface Upload {
  /** Sends the content, resuming after breaks; resolves when the registry has committed the blob under its digest. */
  send(content: ContentFrom, options?: CallOptions): Promise<void>;
}

export interface PushManifestOptions extends CallOptions {
  /** Also give the manifest this tag; without it the manifest is pushed by digest. */
  readonly tag?: string;
  /**
   * When the caller last read that the tag does not exist, in milliseconds since the epoch. Absent, or older than a minute
   * when the request is sent: the tag is read again before it is written.
   */
  readonly tagAbsentAt?: number;
  /**
   * Enter a manifest with a `subject` into the referrers tag where the registry has no referrers API; default true.
   * False for whoever copies that tag itself.
   */
  readonly listReferrer?: boolean;
}

/** The right to add: blobs, manifests and new tags. It cannot delete, and refuses to move a tag. */
export interface WriteOnceTarget extends Source {
  /** Opens an upload, or has the blob mounted from another repository of the same registry. */
  openUpload(
    blob: Descriptor,
    options?: CallOptions & { readonly mountFrom?: string },
  ): Promise<'mounted' | Upload>;
  /**
   * Pushes a manifest. 'existing': the tag was there already, with the same digest.
   * Throws `TagMovedError` when the tag has another digest.
   */
  pushManifest(manifest: RawManifest, options?: PushManifestOptions): Promise<'written' | 'existing'>;
  /**
   * Reads the referrers tag of a subject again, and enters again what this client had entered and somebody else's write
   * removed since. Sends nothing where this client entered nothing since the last call.
   */
  confirmReferrers(subject: Digest, options?: CallOptions): Promise<void>;
}

/** The right to do everything, also to delete and to move tags: for disasters and for pruning backups. */
export interface Target extends WriteOnceTarget {
  /**
   * Deletes a manifest by digest, or a tag alone. False: it was not there. Throws where the registry refuses: many do
   * not delete tags, and some no manifest that still has one.
   */
  delete(reference: string, options?: CallOptions): Promise<boolean>;
  /** Pushes a manifest under a tag, whatever the tag pointed to before. */
  retag(
    manifest: RawManifest,
    tag: string,
    options?: Pick<PushManifestOptions, 'signal' | 'listReferrer'>,
  ): Promise<void>;
}
