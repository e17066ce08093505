import type { RuleName, Severity } from '@cip/policy';
import { attachedTags } from '@cip/oci';
import { buildImage, buildLegacy, buildMultiPlatform, type TestRegistry } from '@cip/testing';

export const old = buildMultiPlatform('old', { layers: 1 });
const index = buildMultiPlatform('new', { layers: 1 });
const single = buildImage('single', { layers: 1 });
const other = buildMultiPlatform('other', { layers: 1 });

/** A line that a change adds under the image `tool`, and what registries hold of it. */
export interface OnlineCase {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** `»` stands where the finding is. */
  readonly line: string;
  readonly args?: readonly string[];
  /** What the promoter manifest has besides. */
  readonly manifest?: string;
  /** Puts into the registries what the case is about; production and staging have `old` as v0.9.0 already. */
  readonly seed: (staging: TestRegistry, production: TestRegistry) => void;
}

const repository = { staging: 'staging/tool', production: 'prod/tool' } as const;

/** A policy that images without provenance do not satisfy. */
const policy = (mode: 'require' | 'warn'): string => `provenance:
  mode: ${mode}
  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/foo, level: 1}]
  sources: [github.com/org/foo]
`;

/** Rules about what registries hold. */
export const onlineCases: readonly OnlineCase[] = [
  {
    rule: 'digest-missing',
    severity: 'error',
    line: `»"${index.descriptor.digest}": ["v1.0.0"]`,
    seed: () => undefined,
  },
  {
    rule: 'staging-tag-disagrees',
    severity: 'warning',
    line: `"${index.descriptor.digest}": [»"v1.0.0"]`,
    seed: (staging) => {
      staging.seed(repository.staging, index);
      staging.seed(repository.staging, other, ['v1.0.0']);
    },
  },
  {
    rule: 'tag-taken',
    severity: 'error',
    line: `"${index.descriptor.digest}": [»"v1.0.0"]`,
    seed: (staging, production) => {
      staging.seed(repository.staging, index, ['v1.0.0']);
      production.seed(repository.production, other, ['v1.0.0']);
    },
  },
  {
    rule: 'single-platform',
    severity: 'warning',
    line: `»"${single.descriptor.digest}": ["v1.0.0"]`,
    seed: (staging) => {
      staging.seed(repository.staging, single, ['v1.0.0']);
    },
  },
  {
    rule: 'image-too-large',
    severity: 'warning',
    line: `»"${index.descriptor.digest}": ["v1.0.0"]`,
    args: ['--max-image-size', '10'],
    seed: (staging) => {
      staging.seed(repository.staging, index, ['v1.0.0']);
    },
  },
  ...(['require', 'warn'] as const).map((mode): OnlineCase => {
    return {
      rule: mode === 'require' ? 'provenance-violated' : 'provenance-warning',
      severity: mode === 'require' ? 'error' : 'warning',
      line: `»"${index.descriptor.digest}": ["v1.0.0"]`,
      manifest: policy(mode),
      seed: (staging) => {
        staging.seed(repository.staging, index, ['v1.0.0']);
      },
    };
  }),
  {
    rule: 'attestation-invalid',
    severity: 'error',
    line: `»"${index.descriptor.digest}": ["v1.0.0"]`,
    seed: (staging) => {
      const payload = Buffer.from('{}').toString('base64');
      const unsigned = { payloadType: 'application/vnd.in-toto+json', payload, signatures: [] };
      const attestation = buildLegacy('att', [{ content: JSON.stringify(unsigned) }]);
      const tags = attachedTags(index.descriptor.digest).filter((tag) => tag.endsWith('.att'));
      staging.seed(repository.staging, index, ['v1.0.0']);
      staging.seed(repository.staging, attestation, tags);
    },
  },
  {
    rule: 'unreachable',
    severity: 'warning',
    line: `»"${index.descriptor.digest}": ["v1.0.0"]`,
    seed: (staging) => {
      staging.fault({
        match: { repository: repository.staging, times: Infinity },
        action: 'status',
        status: 403,
      });
    },
  },
];
