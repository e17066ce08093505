import type { AuthOptions } from './auth-options.js';
import type { PagingOptions } from './paging.js';

/** How a test registry behaves. Without options it is an open registry that keeps to the specification. */
export interface RegistryOptions {
  /** tags/list answers in Google's form, with all manifests and the children of the path. Default: false. */
  readonly google?: boolean;
  readonly paging?: PagingOptions;
  /** Default: no authentication. */
  readonly auth?: AuthOptions;
  /** Refuse manifests that refer to content that the repository lacks. Default: true. */
  readonly verifyReferences?: boolean;
  /** Serve the referrers API; without it the path answers 404. Default: true. */
  readonly referrers?: boolean;
  /** Take mounts; without it each one opens an upload session (202). Default: true. */
  readonly mounts?: boolean;
  /** Allow deletes; without it each one answers 405 UNSUPPORTED. Default: true. */
  readonly deletes?: boolean;
  /** Serve `_catalog`; without it the path answers 404. Default: true. */
  readonly catalog?: boolean;
  /** The form of the Location of an upload session. Default: absolute, with a query that must be kept. */
  readonly uploadLocation?: 'absolute' | 'relative';
  /** The largest manifest that is taken, in bytes. Default: 4 MiB. */
  readonly manifestLimit?: number;
  /** The clock, in milliseconds since the epoch. Default: the system's. */
  readonly now?: () => number;
}
