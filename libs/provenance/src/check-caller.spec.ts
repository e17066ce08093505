import { expect, it } from 'vitest';
import type { AttestedImage, CertifiedRun } from './attestation.js';
import { evaluate } from './evaluate.js';
import {
  attached,
  boundPolicy,
  certificate,
  cloud,
  digest,
  image,
  policyOf,
  provenance,
  release,
  releases,
  statement,
  types,
  verifiedBy,
  workflow,
} from './fixtures.js';

const builder = `${workflow}@refs/tags/v1.2.3`;
const run = {
  repository: 'https://github.com/org/repo',
  path: '.github/workflows/release.yml',
  ref: 'refs/tags/v1.2.3',
};

/** What the provenance and the certificate say; undefined for nothing. */
interface Said {
  readonly workflow?: unknown;
  readonly certified?: CertifiedRun;
}

function uriOf({ repository, path, ref }: typeof run): string {
  return `${repository}/${path}@${ref}`;
}

/** Both say that the workflow was called so. */
function called(changes: Partial<typeof run> = {}, more: CertifiedRun = {}): Said {
  const of = { ...run, ...changes };
  return { workflow: of, certified: { buildConfigUri: uriOf(of), ...more } };
}

function signedIn(certified: CertifiedRun = {}): ReturnType<typeof verifiedBy> {
  return verifiedBy({ ...release, ...certified });
}

function imageOf({ workflow: of, certified }: Said): AttestedImage {
  return image(attached(provenance({ builder, workflow: of }), signedIn(certified)));
}

/** Provenance as slsa-github-generator writes it. */
function olderImageOf({ repository, path, ref }: typeof run, certified: CertifiedRun): AttestedImage {
  const uri = `git+${repository}@${ref}`;
  const predicate = {
    builder: { id: builder },
    buildType: 'https://github.com/slsa-framework/slsa-github-generator/generic@v1',
    invocation: { configSource: { uri, digest: { sha1: 'a'.repeat(40) }, entryPoint: path } },
    metadata: { buildInvocationID: '1' },
    materials: [{ uri }],
  };
  return image(attached(statement({ type: types.v02, predicate }), signedIn(certified)));
}

/** The policy with other builders of level 3. */
function policyWith(...builders: readonly string[]): string {
  const lines = builders.map((builder) => `- {${builder}, level: 3, signers: ['${releases}']}\n`);
  return boundPolicy.replace(/^- .*level: 3.*\n/m, lines.join(''));
}

function callerPolicy(caller: string): string {
  return policyWith(`id: '${workflow}', caller: ${caller}`);
}

const byRelease = callerPolicy("{workflows: [.github/workflows/release.yml], refs: ['refs/tags/v*']}");
const byTags = callerPolicy("{refs: ['refs/tags/v*', refs/heads/release]}");
const byPush = callerPolicy("{refs: ['refs/tags/v*'], events: [push, release]}");
const calledBy = (changes: Partial<typeof run> = {}): string =>
  `its builder was called by ${uriOf({ ...run, ...changes })}`;
const otherRepository = 'https://github.com/org/other';
const otherRef = 'refs/tags/v1.3.0';

const accepted: Readonly<Record<string, readonly [policy: string, image: AttestedImage]>> = {
  'a caller that is allowed': [byRelease, imageOf(called())],
  'a caller of which the certificate says all': [
    byRelease,
    imageOf(
      called({}, { sourceRepositoryUri: run.repository, sourceRepositoryRef: run.ref, buildTrigger: 'push' }),
    ),
  ],
  'any workflow, where only refs are demanded': [
    byTags,
    imageOf(called({ path: '.github/workflows/a.yml' })),
  ],
  'the second of several refs': [byTags, imageOf(called({ ref: 'refs/heads/release' }))],
  'an event that is allowed': [byPush, imageOf(called({}, { buildTrigger: 'release' }))],
  'provenance of SLSA v0.2': [byRelease, olderImageOf(run, { buildConfigUri: uriOf(run) })],
  'a source that is a URL': [
    byRelease.replace('[github.com/org/repo]', '[https://github.com/org/repo.git]'),
    imageOf(called()),
  ],
  'a builder of which another ref has a caller': [
    policyWith(`id: '${workflow}@refs/tags/v0.9.0', caller: {refs: ['refs/tags/v*']}`, `id: '${workflow}'`),
    imageOf({ workflow: 'not a workflow' }),
  ],
};

it.each(Object.entries(accepted))('%s is accepted', (_, [policy, one]) => {
  const { violations, level } = evaluate(policyOf(policy), one, 'app');
  expect(violations).toEqual([]);
  expect(level).toBe(3);
});

const refused: Readonly<Record<string, readonly [policy: string, image: AttestedImage, why: string]>> = {
  'another workflow': [
    byRelease,
    imageOf(called({ path: '.github/workflows/a.yml' })),
    `${calledBy({ path: '.github/workflows/a.yml' })}, and the policy allows only the workflows .github/workflows/release.yml`,
  ],
  'a branch': [
    byRelease,
    imageOf(called({ ref: 'refs/heads/main' })),
    `${calledBy({ ref: 'refs/heads/main' })}, and the policy allows only the refs refs/tags/v*`,
  ],
  'a pull request': [
    byTags,
    imageOf(called({ ref: 'refs/pull/1/merge' })),
    `${calledBy({ ref: 'refs/pull/1/merge' })}, and the policy allows only the refs refs/tags/v*, refs/heads/release`,
  ],
  'a tag with a slash': [
    byRelease,
    imageOf(called({ ref: 'refs/tags/v1/x' })),
    `${calledBy({ ref: 'refs/tags/v1/x' })}, and the policy allows only the refs refs/tags/v*`,
  ],
  'another event': [
    byPush,
    imageOf(called({}, { buildTrigger: 'pull_request_target' })),
    `${calledBy()} on the event pull_request_target, and the policy allows only push, release`,
  ],
  'no event': [
    byPush,
    imageOf(called()),
    `its certificate does not say which event started ${uriOf(run)}, and the policy allows only push, release`,
  ],
  'another repository': [
    byRelease,
    imageOf(called({ repository: otherRepository })),
    `${calledBy({ repository: otherRepository })}, and the policy allows only callers in github.com/org/repo`,
  ],
  'a certificate that names two repositories': [
    byRelease,
    imageOf(called({}, { sourceRepositoryUri: otherRepository })),
    `its certificate names the calling workflow ${uriOf(run)}, and the repository ${otherRepository}`,
  ],
  'a certificate that names two refs': [
    byRelease,
    imageOf(called({}, { sourceRepositoryRef: 'refs/heads/main' })),
    `its certificate names the calling workflow ${uriOf(run)}, and the ref refs/heads/main`,
  ],
  'a certificate that names no workflow': [
    byRelease,
    imageOf({ workflow: run }),
    'its certificate does not say which workflow called its builder',
  ],
  'a certificate of another CI': [
    byRelease,
    imageOf({ workflow: run, certified: { buildConfigUri: 'https://gitlab.com/org/repo@refs/tags/v1' } }),
    'its certificate names https://gitlab.com/org/repo@refs/tags/v1, which is not a GitHub workflow with a ref',
  ],
  'provenance that names another run than the certificate': [
    byRelease,
    imageOf({ ...called(), workflow: { ...run, ref: otherRef } }),
    `it names the calling workflow ${uriOf({ ...run, ref: otherRef })}, and its certificate names ${uriOf(run)}`,
  ],
  'provenance that names another path than the certificate': [
    byRelease,
    imageOf({ ...called(), workflow: { ...run, path: 'a.yml' } }),
    `it names the calling workflow ${uriOf({ ...run, path: 'a.yml' })}, and its certificate names ${uriOf(run)}`,
  ],
  'provenance that names another repository than the certificate': [
    byRelease,
    imageOf({ ...called(), workflow: { ...run, repository: 'https://github.com/org/repo.git' } }),
    `it names the calling workflow ${uriOf({ ...run, repository: 'https://github.com/org/repo.git' })}, and its certificate names ${uriOf(run)}`,
  ],
  'provenance that names no run': [
    byRelease,
    imageOf({ ...called(), workflow: undefined }),
    `it names no calling workflow, and its certificate names ${uriOf(run)}`,
  ],
  'provenance whose run cannot be read': [
    byRelease,
    imageOf({ ...called(), workflow: 'release.yml' }),
    'the calling workflow that it names cannot be read: it is not an object',
  ],
  'a branch, in provenance of SLSA v0.2': [
    byRelease,
    olderImageOf(
      { ...run, ref: 'refs/heads/main' },
      { buildConfigUri: uriOf({ ...run, ref: 'refs/heads/main' }) },
    ),
    `${calledBy({ ref: 'refs/heads/main' })}, and the policy allows only the refs refs/tags/v*`,
  ],
  'provenance of SLSA v0.2 that names another run than the certificate': [
    byRelease,
    olderImageOf({ ...run, ref: otherRef }, { buildConfigUri: uriOf(run) }),
    `it names the calling workflow ${uriOf({ ...run, ref: otherRef })}, and its certificate names ${uriOf(run)}`,
  ],
  'one of two callers of a builder': [
    policyWith(
      `id: '${workflow}', caller: {refs: ['refs/tags/v*']}`,
      `id: '${builder}', caller: {refs: ['refs/tags/v0.*']}`,
    ),
    imageOf(called()),
    `${calledBy()}, and the policy allows only the refs refs/tags/v0.*`,
  ],
};

it.each(Object.entries(refused))('%s is refused', (_, [policy, one, why]) => {
  const { satisfied, violations, accepted: counted } = evaluate(policyOf(policy), one, 'app');
  expect(violations).toEqual([`the build provenance in the referrer 1 does not count: ${why}`]);
  expect(satisfied).toBe(false);
  expect(counted).toEqual([]);
});

it('what is refused for its caller leaves other provenance as it is', () => {
  const refusedOne = attached(provenance({ builder, workflow: run }), signedIn());
  const other = attached(provenance({ builder: cloud }), verifiedBy(certificate()), { number: 2 });
  const { level, by, notes } = evaluate(policyOf(byRelease), image(refusedOne, other), 'app');
  expect({ level, by }).toEqual({ level: 1, by: [cloud] });
  expect(notes).toEqual([
    'the build provenance in the referrer 1 does not count: its certificate does not say which workflow called its builder',
  ]);
});

it('what is said of a run is bounded, and prints', () => {
  const evil = `https://github.com/org/repo/a\u001b[2J\n${'x'.repeat(5_000)}@refs/heads/main`;
  const { violations } = evaluate(
    policyOf(byRelease),
    { ...imageOf({ workflow: run, certified: { buildConfigUri: evil } }), digest: digest('a') },
    'app',
  );
  expect(violations.join('')).not.toMatch(/[\u0000-\u001f]/);
  expect(Math.max(...violations.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
});
