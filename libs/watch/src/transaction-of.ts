import { type ChangeEvent, MalformedEventError, type Verdict } from '@cip/audit';
import { hostOf, printable } from '@cip/oci';
import type { Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import type { Judgement } from './judge-change.js';

/** A verdict with the change that it is about. `now` is in milliseconds since the epoch. */
export function transactionOf(
  { id, event }: Received,
  { verdict, revision }: Judgement,
  now: number,
): Transaction {
  const given = {
    id: printable(id),
    time: new Date(now).toISOString(),
    verdict: verdict.verdict,
    reason: verdict.reason,
    explanation: printable(verdict.explanation),
    revision,
  };
  if (event instanceof MalformedEventError) return given;
  const { action, repository, tag, digest } = event;
  return {
    ...given,
    action,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...parentOf(verdict),
  };
}

function parentOf(verdict: Verdict): Pick<Transaction, 'parent'> {
  return 'parent' in verdict ? { parent: verdict.parent } : {};
}

/** The verdict on a message that cannot be an event. */
export function malformed({ reason }: MalformedEventError): Verdict {
  return { verdict: 'REJECTED', reason: 'malformed', explanation: reason };
}

/** The verdict on a change that may be one of a watched registry under a name that was made up for it. */
export function unknownHost({ repository }: ChangeEvent): Verdict {
  const explanation = `nobody has said which registry ${hostOf(repository)} is, and a client may call one by any name`;
  return { verdict: 'REJECTED', reason: 'unknown-host', explanation };
}

/** What a change is about, for people: `host/repository:tag@digest`, or that it could not be read. */
export function referenceOf({ repository, tag, digest }: Transaction): string {
  if (repository === undefined) return 'a message that is no event';
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** True when a transaction is about the very change that was received, which an equal id alone does not prove. */
export function isAbout(transaction: Transaction, { event }: Received): boolean {
  if (event instanceof MalformedEventError) {
    return transaction.action === undefined && transaction.explanation === event.reason;
  }
  return isSameChange(transaction, event);
}

/** True when a message comes a second time. */
export function isAgain({ event: before }: Received, { event }: Received): boolean {
  if (before instanceof MalformedEventError || event instanceof MalformedEventError) {
    return (
      before instanceof MalformedEventError &&
      event instanceof MalformedEventError &&
      before.reason === event.reason
    );
  }
  return isSameChange(before, event);
}

type Change = Pick<Transaction, 'action' | 'repository' | 'tag' | 'digest'>;

function isSameChange(one: Change, other: Change): boolean {
  return (
    one.action === other.action &&
    one.repository === other.repository &&
    one.tag === other.tag &&
    one.digest === other.digest
  );
}
