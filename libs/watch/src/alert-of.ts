import type { Alert } from './alert.js';
import type { Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import { referenceOf } from './transaction-of.js';

/** A change that nobody approved: the same change for the same reason is the same finding. */
export function rejectedAlert(transaction: Transaction, { contents }: Received): Alert {
  const { reason, action, explanation, revision } = transaction;
  const what = action === undefined ? referenceOf(transaction) : `${action} of ${referenceOf(transaction)}`;
  const message = `REJECTED ${reason}: ${what}: ${explanation}`;
  return { kind: 'rejected', message, key: message, contents, transaction, revision };
}

/**
 * A change that waits too long for a verdict. Each is a finding of its own: whoever makes one manifest unreadable must not
 * have one alert speak for all that hides behind it.
 */
export function unreachableAlert(transaction: Transaction, { contents }: Received): Alert {
  const { action = 'change', explanation, revision } = transaction;
  const message = `UNREACHABLE: ${action} of ${referenceOf(transaction)} has had no verdict for too long`;
  return {
    kind: 'unreachable',
    message: `${message}: ${explanation}`,
    key: message,
    contents,
    transaction,
    revision,
  };
}
