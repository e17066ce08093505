import type { ProvenancePolicy } from '@cip/manifest';
import { builder } from './signing.fixture.js';

/** The predicate type of {@link provenance}. */
export const provenanceType = 'https://slsa.dev/provenance/v1';

const signer = `sigstore::${builder.issuer}::${builder.identity}`;

/** Of level 3. {@link provenance} satisfies it, if {@link builder} signs that. */
export const policy: ProvenancePolicy = {
  mode: 'require',
  signers: [
    {
      text: signer,
      issuer: { kind: 'exact', text: builder.issuer, ignoresCase: false },
      identity: { kind: 'exact', text: builder.identity, ignoresCase: false },
    },
  ],
  builders: [{ id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker', level: 3, signers: [] }],
  sources: ['github.com/org/repo'],
  predicateTypes: [],
  levels: [],
  offset: 0,
};

/** A predicate of {@link provenanceType}. */
export const provenance = {
  buildDefinition: {
    buildType: 'https://cloud.google.com/build/gcb-buildtypes/google-worker/v1',
    externalParameters: { buildConfigSource: { repository: 'git+https://github.com/org/repo' } },
    resolvedDependencies: [{ uri: 'git+https://github.com/org/repo@refs/tags/v1.0.0' }],
  },
  runDetails: {
    builder: { id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker' },
    metadata: { invocationId: 'https://cloudbuild.googleapis.com/builds/1' },
  },
};
