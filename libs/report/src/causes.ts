import type { BlockerKind, Side } from '@cip/plan';
import { causeKey, describeAlike, type Failure } from '@cip/oci';

/** What a report says about why something is not as it should be, in its own words and as facts. */
export interface Explained {
  readonly kind?: string;
  readonly reason?: string;
  readonly failure?: Failure;
  readonly side?: Side;
  readonly operation?: string;
  readonly source?: string;
  readonly holder?: string;
}

/** Equal for items that one cause keeps back, whichever repositories, tags and digests they are about. */
export function causeOf(item: Explained): string {
  const { kind, reason = '', failure, side = '', operation = '', holder } = item;
  if (failure) return ['failure', side, operation, causeKey(failure)].join('\n');
  if (holder !== undefined) return [kind, holder].join('\n');
  return isCauseByItself(kind) ? [kind, side].join('\n') : reason;
}

/**
 * Why all of them are kept back: the reason of one where all have it, else what they share, with an example. `place` is the
 * host that the text is said of, and need not name again.
 */
export function sharedReason(items: readonly [Explained, ...Explained[]], place?: string): string {
  const [first] = items;
  const { reason = '', kind, source = '' } = first;
  if (items.every((item) => item.reason === first.reason)) return reason;
  const [failure, ...others] = items.flatMap((item) => item.failure ?? []);
  if (failure) return `${contextOf(first)}${describeAlike([failure, ...others], place)}`;
  if (kind === 'missing-source') {
    return `neither the destination nor the source has this digest; for example the source ${source}`;
  }
  return `for example ${reason}`;
}

/** Kinds that say what happened: their reasons name repositories, and saved plans have no facts about failures. */
function isCauseByItself(kind: string | undefined): kind is BlockerKind {
  return kind === 'missing-source' || kind === 'unreachable';
}

function contextOf({ kind, side, operation }: Explained): string {
  if (operation !== undefined) return `${operation}${side === undefined ? '' : ` (${side})`}: `;
  return kind === 'unreachable' && side === 'source' ? 'the source cannot be read: ' : '';
}
