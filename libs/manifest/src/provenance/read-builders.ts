import { entryOf, shortText, textUnder, type YamlNode } from '../yaml-node.js';
import { overlap } from './build-levels.js';
import type { Findings } from './findings.js';
import type { Builder, Caller } from './provenance-policy.js';
import { itemsUnder, levelUnder, textOf, textsUnder } from './values-under.js';

/** Reads `builders` of a policy, and holds them against its signers and each other. */
export function readBuilders(node: YamlNode, found: Findings): Builder[] {
  const known = new Set(textsUnder(node, 'signers'));
  const builders: Builder[] = [];
  for (const item of itemsUnder(node, 'builders')) {
    const caller = readCaller(item);
    const builder: Builder = {
      id: textUnder(item, 'id') ?? '',
      level: levelUnder(item, 'level') ?? 1,
      signers: textsUnder(item, 'signers'),
      ...(caller && { caller }),
    };
    for (const signer of itemsUnder(item, 'signers')) {
      if (known.has(textOf(signer))) continue;
      const message = `the builder ${shortText(builder.id)} names a signer that is not among those of the policy`;
      found.error(signer, message, 'List it under "signers" of the policy, too, with the same text.');
    }
    for (const other of builders) checkPair(other, builder, item, found);
    builders.push(builder);
  }
  return builders;
}

function readCaller(builder: YamlNode): Caller | undefined {
  const node = entryOf(builder, 'caller')?.value;
  if (node?.kind !== 'mapping') return undefined;
  return {
    workflows: textsUnder(node, 'workflows'),
    refs: textsUnder(node, 'refs'),
    events: textsUnder(node, 'events'),
  };
}

function checkPair(one: Builder, other: Builder, at: YamlNode, found: Findings): void {
  if (one.id === other.id) {
    found.error(at, `the builder ${shortText(one.id)} is listed twice`, 'Keep one of the two entries.');
  } else if (overlap(one.id, other.id) && one.signers.length > 0 !== other.signers.length > 0) {
    found.error(
      at,
      `the builders ${shortText(one.id)} and ${shortText(other.id)} may be the same, and only one of them names signers`,
      'Name signers for both, or for neither.',
    );
  }
}
