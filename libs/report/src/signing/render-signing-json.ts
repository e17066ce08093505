import { jsonWithLists } from '../json-lines.js';
import type { SignedItem, SigningReport } from './signing-report.js';

/** The report as one JSON object, as `docs/cli/schema/signing-report.json` has it; each item takes one line. */
export function renderSigningJson({ version, command, summary, items }: SigningReport): string {
  return jsonWithLists({ version, command, summary }, { items: items.map(orderedItem) });
}

function orderedItem(item: SignedItem): SignedItem {
  const { state, image, digest, destination, made, missing, copies, copiesMissing, taken, surplus } = item;
  const { withheld, reason } = item;
  return {
    state,
    image,
    digest,
    destination,
    made,
    missing,
    withheld,
    copies,
    copiesMissing,
    taken,
    surplus: surplus.map(({ kind, digests }) => ({ kind, digests })),
    ...(reason !== undefined && { reason }),
  };
}
