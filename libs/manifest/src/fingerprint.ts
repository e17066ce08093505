import { type Digest, digestOf } from '@cip/oci';
import type { Builder, ImageLevel, ProvenancePolicy } from './provenance/provenance-policy.js';
import type { Image, ManifestTree, Problem, PromotionManifest, RegistryEntry } from './promotion-manifest.js';

/**
 * What a tree says, as one digest. Trees that differ only in formatting, comments, positions, or the order of files,
 * blocks and keys have the same; so have problems that touch the same things by the same rules.
 */
export function fingerprint(tree: ManifestTree): Digest {
  const said = {
    manifests: tree.manifests.map(manifestFacts),
    problems: tree.problems.map(problemKey).sort(),
  };
  return digestOf(new TextEncoder().encode(JSON.stringify(said)));
}

function manifestFacts(manifest: PromotionManifest): unknown {
  const { name, source, destinations, provenance, images } = manifest;
  const facts = [name, registryFacts(source), destinations.map(registryFacts), images.map(imageFacts)];
  return provenance ? [...facts, provenanceFacts(provenance)] : facts;
}

/** A policy without its place, whatever the order of its lists. */
export function provenanceFacts(policy: ProvenancePolicy): unknown {
  const { mode, signers, builders, sources, predicateTypes, level, levels } = policy;
  return [
    mode,
    signers.map(({ text }) => text).sort(),
    builders.map(builderFacts).sort(),
    [...sources].sort(),
    [...predicateTypes].sort(),
    level ?? null,
    levelFacts(levels),
  ];
}

function builderFacts({ id, level, signers, caller }: Builder): string {
  const callers = caller && [caller.workflows, caller.refs, caller.events].map((list) => [...list].sort());
  return JSON.stringify([id, level, [...signers].sort(), callers ?? null]);
}

/** The highest level of each pattern, however the entries group them. */
function levelFacts(levels: readonly ImageLevel[]): unknown {
  const byPattern = new Map<string, number>();
  for (const { images, level } of levels) {
    for (const pattern of images) byPattern.set(pattern, Math.max(level, byPattern.get(pattern) ?? 0));
  }
  return [...byPattern].map((entry) => JSON.stringify(entry)).sort();
}

/** A registry without its place. */
export function registryFacts({ name, serviceAccount }: RegistryEntry): unknown {
  return [name, serviceAccount ?? null];
}

/** An image without places. */
export function imageFacts({ name, digests }: Image): unknown {
  return [name, digests.map(({ digest, tags }) => [digest, tags])];
}

/** Equal for problems that are the same mistake about the same things, wherever it is written. */
export function problemKey(problem: Problem): string {
  return JSON.stringify(problemFacts(problem));
}

// Not the message: it may name lines, and its wording may change between versions.
function problemFacts({ rule, severity, touches }: Problem): unknown {
  const { subproject, source, registry, image, digest, tags } = touches;
  return [rule, severity, ...[subproject, source, registry, image, digest, tags].map((part) => part ?? null)];
}
