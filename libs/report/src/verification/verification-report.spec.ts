import { readFileSync } from 'node:fs';
import type { PolicyOutcome } from '@cip/provenance';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest } from '../testing/samples.js';
import { renderVerificationJson } from './render-verification-json.js';
import { renderVerificationText } from './render-verification-text.js';
import {
  artifactResults,
  type PromotionCheck,
  verificationExitCode,
  verificationReport,
  type VerifiedArtifact,
  type VerifiedImage,
} from './verification-report.js';

const signature: VerifiedArtifact = {
  on: digest('a'),
  place: 'referrer',
  digest: digest('b'),
  artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  predicateType: 'https://sigstore.dev/cosign/sign/v1',
  result: 'verified',
  signedBy: ['me@example (https://accounts.google.com)'],
};
const satisfied: PolicyOutcome = {
  manifest: 'foo',
  where: { file: 'manifests/foo/promoter-manifest.yaml', line: 5 },
  mode: 'require',
  satisfied: true,
  level: 3,
  by: ['https://builder.example'],
  signedBy: ['me'],
  accepted: [digest('b')],
  violations: [],
  notes: ['a stranger signed, too'],
};
const violated: PolicyOutcome = { ...satisfied, satisfied: false, violations: ['nobody signed it'] };

function image(changes: Partial<VerifiedImage> = {}): VerifiedImage {
  const asked = 'gcr.io/staging/app:v1';
  const repository = 'gcr.io/staging/app';
  return { asked, repository, digest: digest('a'), artifacts: [], proof: [], violations: [], ...changes };
}

const unread: VerifiedArtifact = { ...signature, result: 'unknown', reason: 'HTTP 500', signedBy: [] };

describe('the verdict of an image', () => {
  it.each<[string, VerifiedImage, 'good' | 'bad' | 'unknown', 0 | 1]>([
    ['that carries nothing, without a policy', image(), 'good', 0],
    ['that satisfies its policy', image({ artifacts: [signature], proof: [satisfied] }), 'good', 0],
    ['that violates one of two policies', image({ proof: [satisfied, violated] }), 'bad', 1],
    ['that has something wrong about it', image({ violations: ['an image under .sig'] }), 'bad', 1],
    ['of which an artifact was not read', image({ artifacts: [unread] }), 'unknown', 1],
    ['that could not be read', image({ reason: 'HTTP 500' }), 'unknown', 1],
    ['that is bad, and unread as well', image({ reason: 'HTTP 500', proof: [violated] }), 'bad', 1],
  ])('%s', (_, one, verdict, code) => {
    const report = verificationReport([one], { requests: 3 });
    expect(report.items[0]?.verdict).toBe(verdict);
    expect(report.summary).toEqual({ good: 0, bad: 0, unknown: 0, [verdict]: 1, requests: 3 });
    expect(verificationExitCode(report)).toBe(code);
  });
});

const results = artifactResults.map((result): VerifiedArtifact => ({
  ...signature,
  result,
  ...(result !== 'verified' && { signedBy: [], reason: `it is ${result}` }),
}));
const everything = verificationReport(
  [
    image({
      artifacts: [
        ...results,
        { ...signature, platform: 'linux/arm64', place: 'sig', tag: 'sha256-….sig' },
        { on: digest('a'), place: 'sbom', digest: digest('d'), result: 'unsigned', signedBy: [] },
      ],
      proof: [satisfied],
    }),
    image({ asked: `gcr.io/staging/app@${digest('a')}`, proof: [violated], reason: 'HTTP 500' }),
  ],
  { requests: 12 },
);

it('as text says what an image carries, who signed it, and what policies say', () => {
  const text = renderVerificationText(everything);
  expect(text).toContain(`gcr.io/staging/app:v1 ${digest('a')}: unknown\n  carries 8 artifacts:\n`);
  expect(text).toMatch(
    / {4}image signature +referrer sha256:b{12} +verified +by me@example \(https:\/\/accounts\.google\.com\)\n/,
  );
  expect(text).toMatch(/ {4}image signature +referrer sha256:b{12} +FAILED +it is failed\n/);
  expect(text).toMatch(/ {4}image signature \(linux\/arm64\) +\.sig sha256:b{12} +verified /);
  expect(text).toContain(
    '  the policy of foo (manifests/foo/promoter-manifest.yaml:5) is satisfied: level 3, built by https://builder.example\n    note: a stranger signed, too\n',
  );
  expect(text).toContain(
    `gcr.io/staging/app@${digest('a')}: not good\n  carries nothing\n  the policy of foo (manifests/foo/promoter-manifest.yaml:5) is not satisfied:\n    nobody signed it\n    note: a stranger signed, too\n  not everything is known: HTTP 500\n`,
  );
  expect(text).toMatch(/\n\n2 images: 0 good, 1 not good, 1 unknown; 12 requests\.\n$/);
});

const promotion: PromotionCheck = {
  repository: 'us.example/prod/app',
  found: [
    { kind: 'signature', digest: digest('c'), says: 'signed as registry.example/app' },
    { kind: 'record', digest: digest('d'), says: 'promoted from gcr.io/staging/app as v1' },
  ],
  missing: ['summary'],
  commands: [`cosign verify --key cosign.pub registry.example/app@${digest('a')}`],
};

it('as text says what the promoter has made, and how anybody checks it', () => {
  const violations = ['the promoter has not made its verification summary'];
  const text = renderVerificationText(
    verificationReport([image({ promotion, violations })], { requests: 3 }),
  );
  expect(text).toMatch(
    /the promoter has made:\n +signature +sha256:cccccccccccc +signed as registry\.example\/app\n/,
  );
  expect(text).toMatch(/promotion record +sha256:dddddddddddd +promoted from gcr\.io\/staging\/app as v1/);
  expect(text).toContain(
    'anybody can check it with:\n    cosign verify --key cosign.pub registry.example/app@',
  );
  expect(text).toContain('the promoter has not made its verification summary');
});

it('never moves the cursor of a terminal', () => {
  const evil = image({ artifacts: [{ ...signature, predicateType: '\u001b[2J', signedBy: ['\u202eevil'] }] });
  const text = renderVerificationText(verificationReport([evil], { requests: 0 }));
  expect(text).not.toMatch(/[\u001b\u202e]/);
});

it('as JSON keeps to its schema', () => {
  const file = new URL('../../../../docs/cli/schema/verification-report.json', import.meta.url);
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );
  for (const report of [everything, verificationReport([image({ promotion })], { requests: 3 })]) {
    validate(JSON.parse(renderVerificationJson(report)));
    expect(validate.errors).toBeNull();
  }
});
