import { positionOf, type ProvenancePolicy, type PromotionManifest } from '@cip/manifest';
import { compareTexts } from '@cip/oci';

/** Where a policy stands: `file` relative to the working directory, `line` from 1. */
export interface PolicyPlace {
  readonly file: string;
  readonly line: number;
}

/** A provenance policy that images of a source have to satisfy, and whose it is. */
export interface AppliedPolicy {
  readonly policy: ProvenancePolicy;
  /** The name of the manifest. */
  readonly manifest: string;
  /** The source registry that it is written for, such as `gcr.io/staging`. */
  readonly source: string;
  readonly where: PolicyPlace;
}

/** The name of an image as `levels` of a policy match it: below the source of the policy; empty for the source itself. */
export function nameBelow(source: string, repository: string): string {
  return repository.startsWith(`${source}/`) ? repository.slice(source.length + 1) : '';
}

/**
 * Policies by the source that they are written for. Each also applies to what lies below its source, so that an image answers to
 * the policies of every manifest whose source contains it, whichever manifest promotes it.
 */
export class AppliedPolicies {
  readonly #bySource = new Map<string, AppliedPolicy[]>();

  constructor(manifests: readonly PromotionManifest[]) {
    for (const { name, source, provenance } of manifests) {
      if (!provenance) continue;
      const { file, line } = positionOf({ file: source.place.file, offset: provenance.offset });
      const policies = this.#bySource.get(source.name) ?? [];
      this.#bySource.set(source.name, policies);
      policies.push({ policy: provenance, manifest: name, source: source.name, where: { file, line } });
    }
  }

  /** Those of a repository with its registry, sorted by manifest. */
  of(repository: string): readonly AppliedPolicy[] {
    if (this.#bySource.size === 0) return none;
    const found: AppliedPolicy[] = [];
    for (let end = repository.length; end > 0; end = repository.lastIndexOf('/', end - 1)) {
      found.push(...(this.#bySource.get(repository.slice(0, end)) ?? []));
    }
    return found.length === 0 ? none : found.sort((a, b) => compareTexts(a.manifest, b.manifest));
  }
}

const none: readonly AppliedPolicy[] = [];
