import type { ChangeEvent, RejectedReason, VerifiedReason } from '@cip/audit';
import type { Digest } from '@cip/oci';

/** One change in production with the verdict on it, as people and programs see it. */
export interface Transaction {
  /** Of the message or notification. */
  readonly id: string;
  /** Of the verdict, RFC 3339. */
  readonly time: string;
  readonly verdict: 'VERIFIED' | 'REJECTED' | 'UNREACHABLE';
  readonly reason: VerifiedReason | RejectedReason | 'unreachable';
  /** Half a sentence for people. */
  readonly explanation: string;
  /** Absent for what could not be read as an event, as are all that follow. */
  readonly action?: ChangeEvent['action'];
  /** With its registry. */
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: Digest;
  /** The promised digest that explains a child or an attached artifact. */
  readonly parent?: Digest;
  /** Of the manifests that the verdict rests on: a commit, or `working tree` for a directory outside Git. */
  readonly revision: string;
}
