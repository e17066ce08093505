import type { CheckedFile } from '../check-file.js';
import type { FileProblem } from '../file-problems.js';
import { entryOf, itemsOf, shortText, textUnder, type YamlNode } from '../yaml-node.js';
import { Findings } from './findings.js';
import { parseSigner, signerRemedy } from './parse-signer.js';
import type { ProvenancePolicy, Signer } from './provenance-policy.js';
import { readBuilders } from './read-builders.js';
import { checkLevels, readLevels } from './read-levels.js';
import { itemsUnder, levelUnder, textOf, textsUnder } from './values-under.js';

/** The policy of a manifest, absent when none is in force, and what is wrong with it. */
export interface ReadProvenance {
  readonly policy?: ProvenancePolicy;
  readonly problems: readonly FileProblem[];
}

/** More of anything than a project has. */
const mostItems = 100;

/** Reads `provenance` of a file whose shape is sound. With an error nobody can tell what is demanded. */
export function readProvenance({ root, broken }: CheckedFile): ReadProvenance {
  const section = entryOf(root, 'provenance');
  if (!section || section.value.kind !== 'mapping' || broken.file || broken.provenance)
    return { problems: [] };
  const node = section.value;
  const found = new Findings();
  checkSizes(node, found);
  if (found.problems.length > 0) return { problems: found.problems };
  const signers = readSigners(node, found);
  const builders = readBuilders(node, found);
  const level = levelUnder(node, 'level');
  const written = textUnder(node, 'mode');
  const mode = written === 'warn' || written === 'require' ? written : undefined;
  const policy = {
    signers,
    builders,
    sources: textsUnder(node, 'sources'),
    predicateTypes: textsUnder(node, 'predicateTypes'),
    ...(level !== undefined && { level }),
    levels: readLevels(node),
    offset: section.offset,
  };
  if (written === undefined && node.entries.length > 0) {
    const remedy = 'Write "mode: warn" or "mode: require", or remove the policy.';
    found.warning(section, 'the provenance policy has no mode, so nothing is checked', remedy);
  }
  if (mode !== undefined) checkEnough(policy, found, node);
  if (mode === undefined || found.hasError) return { problems: found.problems };
  return { policy: { mode, ...policy }, problems: found.problems };
}

function checkSizes(node: YamlNode, found: Findings): void {
  const builders = itemsUnder(node, 'builders');
  const callers = builders.flatMap((builder) => entryOf(builder, 'caller')?.value ?? []);
  const lists = [
    ...listsUnder([node], ['signers', 'builders', 'sources', 'predicateTypes', 'levels']),
    ...listsUnder(builders, ['signers']),
    ...listsUnder(callers, ['workflows', 'refs', 'events']),
    ...listsUnder(itemsUnder(node, 'levels'), ['images']),
  ];
  for (const { key, list } of lists) {
    if (itemsOf(list).length > mostItems) {
      found.error(list, `"${key}" has more than ${mostItems} items`, 'Keep those that are needed.');
    }
  }
}

function listsUnder(
  nodes: readonly YamlNode[],
  keys: readonly string[],
): { readonly key: string; readonly list: YamlNode }[] {
  return nodes.flatMap((node) =>
    keys.flatMap((key) => {
      const list = entryOf(node, key)?.value;
      return list ? [{ key, list }] : [];
    }),
  );
}

function readSigners(node: YamlNode, found: Findings): Signer[] {
  return itemsUnder(node, 'signers').flatMap((item) => {
    const text = textOf(item);
    const signer = parseSigner(text);
    if (!('why' in signer)) return [signer];
    found.error(item, `${shortText(text)} is not a signer: ${signer.why}`, signerRemedy);
    return [];
  });
}

function checkEnough(policy: Omit<ProvenancePolicy, 'mode'>, found: Findings, node: YamlNode): void {
  for (const key of ['signers', 'builders', 'sources'] as const) {
    if (itemsUnder(node, key).length > 0) continue;
    found.error(
      policy,
      `the provenance policy has no "${key}", so no image could satisfy it`,
      `List at least one under "${key}", or write "mode: off".`,
    );
  }
  if (!found.hasError) checkLevels(policy, node, found);
}
