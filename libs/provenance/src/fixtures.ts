import { parsePlainManifest, type ProvenancePolicy } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import type { AttestedImage, Attestation, ProvenSigner, Verification } from './attestation.js';

export const types = {
  v1: 'https://slsa.dev/provenance/v1',
  v02: 'https://slsa.dev/provenance/v0.2',
  spdx: 'https://spdx.dev/Document',
  sign: 'https://sigstore.dev/cosign/sign/v1',
} as const;

/** A digest of one hexadecimal character. */
export function digest(character: string): Digest {
  return `sha256:${character.repeat(64)}`;
}

export const google = 'https://accounts.google.com';
export const actions = 'https://token.actions.githubusercontent.com';
export const account = 'builder@project.iam.gserviceaccount.com';
export const workflow = 'https://github.com/org/repo/.github/workflows/provenance.yml';

export function certificate(identity: string = account, issuer: string = google): ProvenSigner {
  return { kind: 'certificate', issuer, identity };
}

export const release = certificate(`${workflow}@refs/tags/v1.2.3`, actions);

export function verifiedBy(...signers: ProvenSigner[]): Verification {
  return { kind: 'verified', signers };
}

/** A policy as it is written below `provenance`. Throws when it is not sound. */
export function policyOf(section: string): ProvenancePolicy {
  const indented = section.replaceAll(/^(?=.)/gm, '  ');
  const text = `registries:\n- {name: gcr.io/staging, src: true}\n- {name: eu.gcr.io/prod}\nprovenance:\n${indented}\nimages: []\n`;
  const { manifests, problems } = parsePlainManifest({ shownAs: 'manifest.yaml', text });
  const [policy] = manifests.map(({ provenance }) => provenance);
  if (!policy) throw new Error(problems.map(({ message }) => message).join('\n'));
  return policy;
}

export const cloud = 'https://cloud.example/build';

/** One account, one builder of level 3, one source. */
export const simplePolicy = `mode: require
signers: ['sigstore::${google}::${account}']
builders: [{id: '${cloud}', level: 3}]
sources: [github.com/org/repo]
`;

export const releases = String.raw`sigstore(identityMatch=regex)::${actions}::https://github\.com/org/repo/\.github/workflows/provenance\.yml@refs/tags/v[0-9.]+`;

/** Beside the account, which reaches level 1, a workflow that alone may claim a builder of level 3. */
export const boundPolicy = `mode: require
signers: ['sigstore::${google}::${account}', '${releases}']
builders:
- {id: '${cloud}', level: 1}
- {id: '${workflow}', level: 3, signers: ['${releases}']}
sources: [github.com/org/repo]
`;

export function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export interface StatementParts {
  readonly about?: readonly Digest[];
  readonly type?: string;
  readonly predicate?: unknown;
}

export function statement({
  about = [digest('a')],
  type = types.spdx,
  predicate = {},
}: StatementParts = {}): Uint8Array {
  const subject = about.map((each) => {
    const [algorithm = '', hex = ''] = each.split(':');
    return { name: 'image', digest: { [algorithm]: hex } };
  });
  return json({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType: type, predicate });
}

export interface BuildParts {
  readonly about?: readonly Digest[];
  readonly builder?: unknown;
  readonly source?: unknown;
  /** The external parameter of GitHub's provenance. */
  readonly workflow?: unknown;
  readonly buildType?: unknown;
  readonly invocation?: unknown;
  readonly dependencies?: unknown;
}

/** Build provenance of SLSA v1, complete unless told otherwise. */
export function provenance(parts: BuildParts = {}): Uint8Array {
  const build: Required<BuildParts> = {
    about: [digest('a')],
    builder: cloud,
    source: 'git+https://github.com/org/repo@refs/heads/main',
    workflow: undefined,
    buildType: 'https://cloud.example/type@v1',
    invocation: 'run-1',
    dependencies: [{ uri: 'oci://registry.example/base' }],
    ...parts,
  };
  const predicate = {
    buildDefinition: {
      buildType: build.buildType,
      externalParameters: { source: build.source, workflow: build.workflow },
      resolvedDependencies: build.dependencies,
    },
    runDetails: { builder: { id: build.builder }, metadata: { invocationId: build.invocation } },
  };
  return statement({ about: build.about, type: types.v1, predicate });
}

/** An attached attestation; its number is part of its digest. */
export function attached(
  payload: Uint8Array | undefined,
  verification: Verification = verifiedBy(certificate()),
  { number = 1, form = 'bundle' }: { readonly number?: number; readonly form?: Attestation['form'] } = {},
): Attestation {
  const hex = number.toString(16).padStart(64, '0');
  const shownAs = form === 'bundle' ? `the referrer ${number}` : `layer ${number} of sha256-aaaa.att`;
  return { digest: `sha256:${hex}`, shownAs, form, verification, ...(payload && { payload }) };
}

export function image(...attestations: Attestation[]): AttestedImage {
  return { digest: digest('a'), kind: 'image', attestations, children: [] };
}

/** An index whose children are told apart by one hexadecimal character. */
export function index(
  attestations: readonly Attestation[],
  children: Readonly<Record<string, Partial<AttestedImage>>>,
): AttestedImage {
  return {
    digest: digest('a'),
    kind: 'index',
    attestations,
    children: Object.entries(children).map(([character, child]) => ({
      digest: digest(character),
      kind: 'image',
      platform: `linux/${character}`,
      attestations: [],
      children: [],
      ...child,
    })),
  };
}
