import type { Image } from '@cip/testing';
import type { RunningAuditor } from './start-auditor.js';

/** What specs look at in an item of `/api/transactions`. */
export interface Shown {
  readonly id: string;
  readonly verdict: string;
  readonly reason: string;
  readonly explanation: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly parent?: string;
  readonly revision: string;
}

/** What the service shows of a repository, given as text that is found in it; newest first. */
export async function shown({ address }: RunningAuditor, text = ''): Promise<readonly Shown[]> {
  const answer = await fetch(`${address}/api/transactions?limit=1000&q=${encodeURIComponent(text)}`);
  return ((await answer.json()) as { readonly items: readonly Shown[] }).items;
}

/** Transactions as sorted lines `VERDICT reason tag image`, images by the names that they have in the spec. */
export function linesOf(
  transactions: readonly Shown[],
  images: Readonly<Record<string, Image>>,
): readonly string[] {
  const names = new Map<string, string>(
    Object.entries(images).map(([name, { descriptor }]) => [descriptor.digest, name]),
  );
  return transactions
    .map(({ verdict, reason, tag = '-', digest = '-' }) =>
      [verdict, reason, tag, names.get(digest) ?? digest].join(' '),
    )
    .sort();
}

/** How often each outcome was counted, as `VERDICT/reason`; those that never came are left out. */
export async function counted({ address }: RunningAuditor): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const found = text.matchAll(/^cip_auditor_events_total\{verdict="(.*?)",reason="(.*?)"\} (\d+)$/gm);
  const entries = [...found].map(
    ([, verdict, reason, count]) => [`${verdict}/${reason}`, Number(count)] as const,
  );
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

/** The memory that the process holds now. */
export async function residentBytes({ address }: RunningAuditor): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
}
