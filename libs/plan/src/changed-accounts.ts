import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { ChangedAccount } from './tree-change.js';
import type { TreeIndex } from './tree-index.js';

type Accounts = ReadonlySet<string>;

/** A registry as one manifest names it. */
interface Named {
  readonly manifest: PromotionManifest;
  readonly registry: RegistryEntry;
}

/**
 * Where promotion acts as somebody else than before. As in a promotion, the account of the longest name that holds a
 * repository counts, whichever manifest names it. A registry that is new, and below none that was there, is no change.
 * Sorted by registry.
 */
export function changedAccounts(older: TreeIndex, newer: TreeIndex): ChangedAccount[] {
  const [then, now] = [entriesByName(older), entriesByName(newer)];
  const changed = new Map<string, ChangedAccount[]>();
  for (const name of [...now.keys()].sort()) {
    const before = accountsFor(then, name);
    const after = accountsFor(now, name) ?? new Set();
    if (!before || isSame(before, after)) continue;
    const isToldAbove = namesAbove(name).some((above) => changed.has(above));
    const entries = now.get(name) ?? [];
    const causes = entries.filter(
      ({ registry: { serviceAccount } }) => serviceAccount !== undefined && !before.has(serviceAccount),
    );
    const told = causes.length > 0 ? causes : isToldAbove ? [] : entries.slice(0, 1);
    const accounts = { before: [...before].sort(), after: [...after].sort() };
    changed.set(
      name,
      told.map((entry) => ({ ...entry, ...accounts })),
    );
  }
  return [...changed.values()].flat();
}

function entriesByName({ manifests }: TreeIndex): ReadonlyMap<string, readonly Named[]> {
  const entries = [...manifests.values()].flatMap((manifest) =>
    [manifest.source, ...manifest.destinations].map((registry): Named => ({ manifest, registry })),
  );
  return groupBy(entries, ({ registry }) => registry.name);
}

/** Those of the longest name that has any; none where no name has. Undefined for what is below no registry of the tree. */
function accountsFor(entries: ReadonlyMap<string, readonly Named[]>, name: string): Accounts | undefined {
  const holding = [name, ...namesAbove(name)].filter((one) => entries.has(one));
  if (holding.length === 0) return undefined;
  const accounts = holding.map(
    (one) => new Set(entries.get(one)?.flatMap(({ registry }) => registry.serviceAccount ?? [])),
  );
  return accounts.find(({ size }) => size > 0) ?? new Set();
}

/** Longest first. */
function namesAbove(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('/'));
}

function isSame(one: Accounts, other: Accounts): boolean {
  return one.size === other.size && [...one].every((account) => other.has(account));
}
