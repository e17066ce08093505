import type { Digest } from '@cip/oci';
import type { AppliedPolicy, SummarySource, UnreadStaging } from '@cip/provenance';
import type { JudgedStaging } from '@cip/signing';
import { describe, expect, it } from 'vitest';
import type { PromisedDigest } from './promised-digests.js';
import { type Summarize, summarizer } from './summaries.js';

const [index, platform] = ['a', 'b'].map((hex): Digest => `sha256:${hex.repeat(64)}`) as [Digest, Digest];
const uri = 'git+https://github.com/org/repo';
const passed: SummarySource = {
  outcomes: [{ satisfied: true, level: 3 }],
  inputs: [{ uri: 'staging.example/foo/app@sha256:1', digest: platform }],
};
const failed: SummarySource = { outcomes: [{ satisfied: false }], inputs: [] };
const unread: UnreadStaging = { unread: 'HTTP 403' };

/** From the staging repositories of some subprojects. */
function promised(digest: Digest, ...subprojects: readonly string[]): PromisedDigest {
  const origins = subprojects.map((name) => ({
    source: `staging.example/${name}/app`,
    manifest: `manifests/${name}/promoter-manifest.yaml`,
  }));
  const place = { file: { path: 'images.yaml', kind: 'images' as const, text: '' }, offset: 0 };
  const [{ source } = { source: '' }] = origins;
  return { image: 'app', digest, tags: [], source, place, origins, home: 'us.example/app', copies: [] };
}

/** `judgements`: by subproject. A policy of `parent` applies to the subproject of that name, too. */
function summarize(judgements: Readonly<Record<string, JudgedStaging>>): Summarize {
  const subprojectOf = (source: string): string => source.split('/')[1] ?? '';
  return summarizer({
    verifier: { id: 'https://promoter.example/verifier', version: { cip: '1.2.3' } },
    time: new Date('2026-12-01T00:00:00Z'),
    levels: ['EXAMPLE_REVIEWED'],
    judge: (source) => Promise.resolve(judgements[subprojectOf(source)] ?? { kind: 'gone' }),
    policiesOf: (source) =>
      subprojectOf(source) === 'below'
        ? [{ where: { file: 'manifests/parent/promoter-manifest.yaml', line: 1 } } as AppliedPolicy]
        : [],
    policyIn: (path) => ({ uri, path, gitCommit: 'c'.repeat(40) }),
  });
}

function judged(itself: SummarySource | UnreadStaging, own?: SummarySource | UnreadStaging): JudgedStaging {
  return { kind: 'judged', itself, platforms: new Map(own ? [[platform, own]] : []) };
}

const image = { publicName: 'registry.example/app', digest: index };
const ofPlatform = { ...image, digest: platform };

function levels(result: string, ...verifiedLevels: readonly string[]): object {
  return { predicate: { verificationResult: result, verifiedLevels } };
}

describe('of what manifests list', () => {
  it('says what its source proves, and by which manifest', async () => {
    const target = { promised: promised(index, 'foo'), indexes: [] };
    const statement = await summarize({ foo: judged(passed) })(target, image);
    expect(statement).toMatchObject({
      predicate: {
        resourceUri: `registry.example/app@${index}`,
        policy: { uri: `${uri}#manifests/foo/promoter-manifest.yaml`, digest: { gitCommit: 'c'.repeat(40) } },
        inputAttestations: [{ uri: 'staging.example/foo/app@sha256:1' }],
        verifiedLevels: ['SLSA_BUILD_LEVEL_3', 'EXAMPLE_REVIEWED'],
      },
    });
  });

  it('all its sources have to pass', async () => {
    const target = { promised: promised(index, 'foo', 'bar'), indexes: [] };
    const statement = await summarize({ foo: judged(passed), bar: judged(failed) })(target, image);
    expect(statement).toMatchObject(levels('FAILED', 'FAILED'));
    expect(statement).toMatchObject({ predicate: { policy: { uri } } });
  });

  it('names the repository alone where the policy of another manifest applies', async () => {
    const target = { promised: promised(index, 'below'), indexes: [] };
    const statement = await summarize({ below: judged(passed) })(target, image);
    expect(statement).toMatchObject({ predicate: { policy: { uri } } });
  });
});

describe('of a platform manifest that only an index lists', () => {
  const target = { indexes: [promised(index, 'foo')] };

  it.each<[string, JudgedStaging, object]>([
    [
      'claims what its own attestations prove',
      judged(failed, passed),
      levels('PASSED', 'SLSA_BUILD_LEVEL_3', 'EXAMPLE_REVIEWED'),
    ],
    [
      'claims no level by those of its index',
      judged(passed, failed),
      levels('PASSED', 'SLSA_BUILD_LEVEL_UNEVALUATED', 'EXAMPLE_REVIEWED'),
    ],
    ['fails with its index', judged(failed, failed), levels('FAILED', 'FAILED')],
    ['is not made while its own are unread', judged(passed, unread), { isGone: false }],
    ['is not made while those of its index are unread', judged(unread, passed), { isGone: false }],
  ])('%s', async (_, judgement, expected) => {
    expect(await summarize({ foo: judgement })(target, ofPlatform)).toMatchObject(expected);
  });

  it('fails with any of its indexes', async () => {
    const both = { indexes: [promised(index, 'foo'), promised(index, 'bar')] };
    const statement = await summarize({ foo: judged(passed), bar: judged(failed) })(both, ofPlatform);
    expect(statement).toMatchObject(levels('FAILED', 'FAILED'));
  });

  it('counts by itself where manifests list it, too', async () => {
    const listed = { promised: promised(platform, 'bar'), indexes: [promised(index, 'foo')] };
    const statement = await summarize({ foo: judged(failed), bar: judged(passed) })(listed, ofPlatform);
    expect(statement).toMatchObject(levels('PASSED', 'SLSA_BUILD_LEVEL_3', 'EXAMPLE_REVIEWED'));
  });
});

it('tells what is gone from what cannot be read', async () => {
  const target = { promised: promised(index, 'foo'), indexes: [] };
  expect(await summarize({})(target, image)).toEqual({
    isGone: true,
    reason: `staging.example/foo/app no longer has ${index}`,
  });
  expect(await summarize({ foo: { kind: 'unread', ...unread } })(target, image)).toEqual({
    isGone: false,
    reason: 'no verification summary, as what is attested in staging.example/foo/app is not known: HTTP 403',
  });
});
