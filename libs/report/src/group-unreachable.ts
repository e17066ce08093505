import { sharedReason } from './group-items.js';
import type { ReportItem } from './promotion-report.js';

/** What one cause keeps back on one destination registry. */
export interface Outage {
  /** The host that could not be read, with its port: of the source where the reason says so, else of the destination. */
  readonly host: string;
  readonly reason: string;
  readonly items: number;
  readonly repositories: number;
}

/** Adds up unreachable items by registry and cause. Memory grows with the causes and repositories. */
export function groupUnreachable(items: readonly ReportItem[]): Outage[] {
  const outages = new Map<
    string,
    { host: string; reason: string; items: number; repositories: Set<string> }
  >();
  for (const item of items) {
    const ofSource = item.reason?.startsWith('the source ') === true;
    const host = (ofSource ? item.source : item.destination).split('/', 1)[0] ?? '';
    const reason = sharedReason(item);
    const key = `${host}\n${reason}`;
    const outage = outages.get(key) ?? { host, reason, items: 0, repositories: new Set<string>() };
    outage.items += 1;
    outage.repositories.add(item.destination);
    outages.set(key, outage);
  }
  return [...outages.values()].map((outage) => ({ ...outage, repositories: outage.repositories.size }));
}
