import type { ManifestTree, PromotionManifest } from '@cip/manifest';
import { nearest } from '@cip/policy';
import { UsageError } from '@cip/runtime';

const mostNames = 10;

/** The manifest of a subproject, by name; without a name, the only one there is. Throws `UsageError`. */
export function pickSubproject({ manifests }: ManifestTree, name: string | undefined): PromotionManifest {
  const [only] = manifests;
  const names = manifests.map((manifest) => manifest.name);
  if (!only)
    throw new UsageError('there is no subproject that can be used', 'See what is wrong with cip-lint.');
  if (name === undefined) {
    if (manifests.length === 1) return only;
    throw new UsageError(`there are ${manifests.length} subprojects`, `Name one of them: ${some(names)}.`);
  }
  const found = manifests.find((manifest) => manifest.name === name);
  if (found) return found;
  const meant = names.find((one) => one.endsWith(`-${name}`)) ?? nearest(name, names);
  throw new UsageError(
    `${name}: there is no such subproject that can be used`,
    meant === undefined ? `Name one of these: ${some(names)}.` : `Did you mean ${meant}?`,
  );
}

function some(names: readonly string[]): string {
  const hidden = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  return hidden > 0 ? `${shown}, and ${hidden} more` : shown;
}
