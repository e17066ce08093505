import { entryOf, type YamlNode } from '../yaml-node.js';
import { highestLevel } from './build-levels.js';
import type { Findings } from './findings.js';
import type { ImageLevel, ProvenancePolicy } from './provenance-policy.js';
import { itemsUnder, levelUnder, textsUnder } from './values-under.js';

/** Reads `levels` of a policy. */
export function readLevels(node: YamlNode): ImageLevel[] {
  return itemsUnder(node, 'levels').map((item) => ({
    images: textsUnder(item, 'images'),
    level: levelUnder(item, 'level') ?? 3,
  }));
}

/** Checks that what is demanded can be proven, and that no entry of `levels` is idle. */
export function checkLevels(
  { level, signers, builders }: Pick<ProvenancePolicy, 'level' | 'signers' | 'builders'>,
  node: YamlNode,
  found: Findings,
): void {
  const highest = highestLevel(
    signers.map(({ text }) => text),
    builders,
  );
  const remedy = 'Lower the level, or let a signer claim only builders of that level.';
  if (level !== undefined && level > highest) {
    const message = `level ${level} is demanded, and no signer can prove more than level ${highest}`;
    found.error(entryOf(node, 'level') ?? node, message, remedy);
  }
  for (const item of itemsUnder(node, 'levels')) {
    const demanded = levelUnder(item, 'level') ?? 3;
    const at = entryOf(item, 'level') ?? item;
    const start = `level ${demanded} is demanded of some images, and`;
    if (demanded > highest) {
      found.error(at, `${start} no signer can prove more than level ${highest}`, remedy);
    } else if (level !== undefined && demanded <= level) {
      found.warning(at, `${start} level ${level} of all`, 'Remove the entry, or raise its level.');
    }
  }
}
