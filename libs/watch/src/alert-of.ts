import { digestOf } from '@cip/oci';
import type { Alert } from './alert.js';
import type { Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import { referenceOf } from './transaction-of.js';

/**
 * A change that nobody approved: the same change for the same reason is the same finding. What cannot be read as an event
 * is the same when it was received with the same contents.
 */
export function rejectedAlert(transaction: Transaction, { contents }: Received): Alert {
  const { reason, action, explanation, revision } = transaction;
  const what = action === undefined ? referenceOf(transaction) : `${action} of ${referenceOf(transaction)}`;
  const message = `REJECTED ${reason}: ${what}: ${explanation}`;
  const key = action === undefined ? `${message}\n${digestOf(new TextEncoder().encode(contents))}` : message;
  return { kind: 'rejected', message, key, contents, transaction, revision };
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
