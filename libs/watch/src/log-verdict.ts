import { type LogFields, type Logger } from '@cip/runtime';
import type { Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import { referenceOf } from './transaction-of.js';

const mostContents = 4_000;

/** Writes the one entry of a verdict; the severity says which: INFO, ERROR for REJECTED, WARNING for UNREACHABLE. */
export function logVerdict(log: Logger, transaction: Transaction, { contents }: Received): void {
  const { verdict, explanation, time: _time, ...fields } = transaction;
  const message = `${verdict} ${referenceOf(transaction)}: ${explanation}`;
  const all: LogFields = { ...fields, verdict };
  if (verdict === 'VERIFIED') log.info(message, all);
  else if (verdict === 'UNREACHABLE') log.warn(message, all);
  else log.error(message, { ...all, contents: contents.slice(0, mostContents) });
}
