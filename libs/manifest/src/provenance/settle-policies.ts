import type { Assembled } from '../assemble.js';
import { provenanceFacts } from '../fingerprint.js';
import { positionOf } from '../position.js';
import type { Position, Problem, PromotionManifest } from '../promotion-manifest.js';
import { unmatchedPatterns } from './unmatched-patterns.js';
import { shortText } from '../yaml-node.js';

/** The manifests whose policies are known, and what is wrong with the others. */
export interface SettledPolicies {
  readonly manifests: readonly PromotionManifest[];
  readonly problems: readonly Problem[];
}

/**
 * Manifests that share a source have to demand the same of provenance, and the policy of a source also applies to what lies below
 * it. So a manifest is left out where another one with the same source demands something else, and where nobody can tell what a
 * manifest demands whose source contains its own.
 */
export function settlePolicies(assembled: readonly Assembled[]): SettledPolicies {
  const manifests = assembled.flatMap(({ manifest }) => (manifest ? [manifest] : []));
  const unclear = new Set(assembled.flatMap(({ unclearSource }) => unclearSource ?? []));
  const differing = differences(manifests);
  for (const { source } of differing.keys()) unclear.add(source.name);
  if (unclear.size === 0) return { manifests, problems: manifests.flatMap(warnings(manifests)) };
  const problems: Problem[] = [];
  const sound: PromotionManifest[] = [];
  for (const manifest of manifests) {
    const other = differing.get(manifest);
    const source = containing(manifest.source.name, unclear);
    if (other) problems.push(different(manifest, other));
    else if (source !== undefined) problems.push(unknown(manifest, source));
    else sound.push(manifest);
  }
  return { manifests: sound, problems: [...problems, ...sound.flatMap(warnings(sound))] };
}

/** Each manifest that disagrees with another one of the same source, and the first such. */
function differences(
  manifests: readonly PromotionManifest[],
): ReadonlyMap<PromotionManifest, PromotionManifest> {
  const bySource = new Map<string, Map<string, PromotionManifest[]>>();
  for (const manifest of manifests) {
    const { source, provenance } = manifest;
    const policies = bySource.get(source.name) ?? new Map<string, PromotionManifest[]>();
    bySource.set(source.name, policies);
    const policy = provenance ? JSON.stringify(provenanceFacts(provenance)) : '';
    policies.set(policy, [...(policies.get(policy) ?? []), manifest]);
  }
  const found = new Map<PromotionManifest, PromotionManifest>();
  for (const policies of bySource.values()) {
    const [first, second] = [...policies.values()].map(([manifest]) => manifest);
    if (!first || !second) continue;
    for (const [i, group] of [...policies.values()].entries()) {
      for (const manifest of group) found.set(manifest, i === 0 ? second : first);
    }
  }
  return found;
}

/** The source among these that contains a repository. */
function containing(name: string, sources: ReadonlySet<string>): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
    const source = name.slice(0, end);
    if (sources.has(source)) return source;
  }
  return undefined;
}

function different(manifest: PromotionManifest, other: PromotionManifest): Problem {
  const { file, line } = placeOf(other);
  const { name } = manifest.source;
  const theirs = other.provenance ? 'another one' : 'none';
  const message = manifest.provenance
    ? `the provenance policy of the source ${name} is written here, and ${theirs} at ${file}:${line}`
    : `there is no provenance policy of the source ${name} here, and one at ${file}:${line}`;
  const remedy = 'Write the same "provenance" wherever images are promoted from this source.';
  return problem(manifest, placeOf(manifest), message, remedy);
}

function unknown(manifest: PromotionManifest, source: string): Problem {
  const message = `nothing of this subproject is used: nobody can tell which provenance policy ${source} has, and it applies here, too`;
  return problem(manifest, positionOf(manifest.source.place), message, 'Correct the policy of that source.');
}

function problem(
  { name, source }: PromotionManifest,
  where: Position,
  message: string,
  remedy: string,
): Problem {
  const touches = { subproject: name, source: source.name };
  return { rule: 'provenance-policy', severity: 'error', message, remedy, where, touches };
}

/** Where its policy stands, or else the source that has none. */
function placeOf({ source, provenance }: PromotionManifest): Position {
  const { file } = source.place;
  return positionOf(provenance ? { file, offset: provenance.offset } : source.place);
}

function warnings(all: readonly PromotionManifest[]): (manifest: PromotionManifest) => Problem[] {
  return (manifest) =>
    unmatchedPatterns(manifest, all).map((pattern) => ({
      rule: 'provenance-policy',
      severity: 'warning',
      message: `the pattern ${shortText(pattern)} under "levels" matches no image of ${manifest.source.name}, so it demands nothing`,
      remedy: 'Correct the pattern, or remove it.',
      where: placeOf(manifest),
      touches: { subproject: manifest.name, source: manifest.source.name },
    }));
}
