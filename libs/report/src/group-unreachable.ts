import { groupBy } from '@cip/oci';
import { causeOf, sharedReason } from './causes.js';
import type { ReportItem } from './promotion-report.js';

/** What one cause keeps back on one registry. */
export interface Outage {
  /** The host that could not be read, with its port: of the source or of the destination. */
  readonly host: string;
  readonly reason: string;
  readonly items: number;
  readonly repositories: number;
}

/** Adds up unreachable items by registry and cause. */
export function groupUnreachable(items: readonly ReportItem[]): Outage[] {
  const alike = groupBy(items, (item) => `${hostOf(item)}\n${causeOf(item)}`);
  return [...alike.values()].map((held) => ({
    host: hostOf(held[0]),
    reason: sharedReason(held, hostOf(held[0])),
    items: held.length,
    repositories: new Set(held.map(({ destination }) => destination)).size,
  }));
}

function hostOf({ side, source, destination }: ReportItem): string {
  return (side === 'source' ? source : destination).split('/', 1).join('');
}
