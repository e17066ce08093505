import type { CheckedFile } from '../check-file.js';
import type { FileProblem } from '../file-problems.js';
import { entryOf, itemsOf, shortText, textUnder, type YamlNode } from '../yaml-node.js';
import { highestLevel, overlap } from './build-levels.js';
import { parseSigner } from './parse-signer.js';
import type { Builder, BuildLevel, ProvenancePolicy, Signer } from './provenance-policy.js';

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
  if (!section || section.value.kind !== 'mapping' || broken.file) return { problems: [] };
  const node = section.value;
  const found = new Findings();
  for (const [key, list] of ['signers', 'builders', 'sources', 'predicateTypes'].map(
    (key) => [key, entryOf(node, key)?.value] as const,
  )) {
    if (list && itemsOf(list).length > mostItems) {
      found.error(list, `"${key}" has more than ${mostItems} items`, 'Keep those that are needed.');
    }
  }
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
    offset: section.offset,
  };
  if (written === undefined && node.entries.length > 0) found.withoutMode(section.offset);
  if (mode !== undefined) checkEnough(policy, found, section.offset, node);
  if (mode === undefined || found.hasError) return { problems: found.problems };
  return { policy: { mode, ...policy }, problems: found.problems };
}

class Findings {
  readonly problems: FileProblem[] = [];

  get hasError(): boolean {
    return this.problems.some(({ severity }) => severity !== 'warning');
  }

  error({ offset }: { readonly offset: number }, message: string, remedy: string): void {
    this.problems.push({ rule: 'provenance-policy', message, remedy, offset, touches: {} });
  }

  withoutMode(offset: number): void {
    this.problems.push({
      rule: 'provenance-policy',
      severity: 'warning',
      message: 'the provenance policy has no mode, so nothing is checked',
      remedy: 'Write "mode: warn" or "mode: require", or remove the policy.',
      offset,
      touches: {},
    });
  }
}

function readSigners(node: YamlNode, found: Findings): Signer[] {
  return itemsOf(entryOf(node, 'signers')?.value).flatMap((item) => {
    const text = textOf(item);
    const signer = parseSigner(text);
    if (!('why' in signer)) return [signer];
    const remedy =
      'Write sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION for an expression that matches the whole identity.';
    found.error(item, `${shortText(text)} is not a signer: ${signer.why}`, remedy);
    return [];
  });
}

function readBuilders(node: YamlNode, found: Findings): Builder[] {
  const known = new Set(textsUnder(node, 'signers'));
  const builders: Builder[] = [];
  for (const item of itemsOf(entryOf(node, 'builders')?.value)) {
    const builder: Builder = {
      id: textUnder(item, 'id') ?? '',
      level: levelUnder(item, 'level') ?? 1,
      signers: textsUnder(item, 'signers'),
    };
    for (const signer of itemsOf(entryOf(item, 'signers')?.value)) {
      if (known.has(textOf(signer))) continue;
      const message = `the builder ${shortText(builder.id)} names a signer that is not among those of the policy`;
      found.error(signer, message, 'List it under "signers" of the policy, too, with the same text.');
    }
    for (const other of builders) checkPair(other, builder, item, found);
    builders.push(builder);
  }
  return builders;
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

function checkEnough(
  policy: Omit<ProvenancePolicy, 'mode'>,
  found: Findings,
  offset: number,
  node: YamlNode,
): void {
  for (const key of ['signers', 'builders', 'sources'] as const) {
    if (itemsOf(entryOf(node, key)?.value).length > 0) continue;
    found.error(
      { offset },
      `the provenance policy has no "${key}", so no image could satisfy it`,
      `List at least one under "${key}", or write "mode: off".`,
    );
  }
  const { level, signers, builders } = policy;
  if (level === undefined || found.hasError) return;
  const highest = highestLevel(
    signers.map(({ text }) => text),
    builders,
  );
  if (level > highest) {
    found.error(
      entryOf(node, 'level') ?? { offset },
      `level ${level} is demanded, and no signer can prove more than level ${highest}`,
      'Lower the level, or let a signer claim only builders of that level.',
    );
  }
}

function levelUnder(node: YamlNode, key: string): BuildLevel | undefined {
  const level = Number(textUnder(node, key));
  return level === 1 || level === 2 || level === 3 ? level : undefined;
}

function textsUnder(node: YamlNode, key: string): string[] {
  return itemsOf(entryOf(node, key)?.value).map(textOf);
}

function textOf(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : '';
}
