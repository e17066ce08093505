import type { YamlNode } from '@cip/manifest';
import { checkRegistry } from './check-registry.js';
import { type Complain, entriesUnder, textsIn, valueAt } from './yaml-parts.js';

/** Canonical destinations that are missing, or no registries. */
export function checkAttached(root: YamlNode, complain: Complain): void {
  const attached = valueAt(root, 'attached');
  if (!attached) return;
  const parts = [attached, ...entriesUnder(attached, 'subprojects').map(({ value }) => value)];
  const hasCanonical = valueAt(attached, 'canonical') !== undefined;
  for (const part of parts) {
    const canonical = valueAt(part, 'canonical');
    for (const [text, node] of textsIn([canonical])) checkRegistry(text, node, complain);
    for (const [text, node] of textsIn([valueAt(part, 'keep')])) {
      if (text !== 'canonical' || canonical || hasCanonical) continue;
      complain(
        node,
        '"keep: canonical" does not say which registry is the canonical one',
        'Name the production registry under "canonical".',
      );
    }
  }
}
