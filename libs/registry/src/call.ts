import type { Lane } from './host-quota.js';
import type { RequestKind } from './ledger.js';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a request does to a repository. */
export type Access = 'read' | 'write' | 'delete';

/** Content of a request, opened again for each sending. `length` is in bytes. */
export interface CallBody {
  readonly length: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What must hold at the moment a request goes out, after all that it had to wait for. */
export interface Condition {
  /** Judged last, with nothing between the answer and the sending. */
  holds(): boolean;
  /**
   * Looks again. Its requests must use the lane `slotless`: the one that waits for them has a slot. Throws when the request
   * is not to be sent.
   */
  renew(): Promise<void>;
}

/** One request to a registry. */
export interface Call {
  readonly kind: RequestKind;
  readonly method: Method;
  /** `host[:port]`, as in repository names. */
  readonly registry: string;
  readonly repository: string;
  /** On the registry's own host. */
  readonly url: URL;
  readonly access: Access;
  /** A second repository that must be readable, for mounts. */
  readonly mountFrom?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | CallBody;
  /** Judged anew for each attempt and each redirect. */
  readonly condition?: Condition | undefined;
  readonly lane?: Lane | undefined;
  readonly signal?: AbortSignal | undefined;
}
