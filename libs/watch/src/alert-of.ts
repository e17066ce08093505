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

/** Changes that wait too long for a verdict: one finding for a whole registry, of which the first is shown. */
export function unreachableAlert(transaction: Transaction, { contents }: Received): Alert {
  const [registry = ''] = (transaction.repository ?? '').split('/', 1);
  const message = `UNREACHABLE: changes in ${registry} have had no verdict for too long`;
  return {
    kind: 'unreachable',
    message,
    key: message,
    contents,
    transaction,
    revision: transaction.revision,
  };
}
