import type { Digest } from '@cip/oci';

/** One change in production, as a registry reports it. */
export interface ChangeEvent {
  /** Of the message or notification: the same when it is delivered again. */
  readonly id: string;
  /** When the registry reported it, in milliseconds since the epoch. */
  readonly publishedAt: number;
  readonly action: 'insert' | 'delete';
  /** With its registry. */
  readonly repository: string;
  readonly digest?: Digest;
  readonly tag?: string;
  /** The registry is the host that the client spoke to, which whoever pushes chooses freely, and nobody has named it. */
  readonly isHostClaimed?: true;
}
