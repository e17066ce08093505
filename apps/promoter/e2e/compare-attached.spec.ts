import { attachedTags, referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildReferrersIndex,
  buildSignature,
  type Image,
  noRealRegistry,
  pushImage,
  realRegistry,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { expect, it } from 'vitest';
import { runCip } from './run-cip.js';

const app = buildImage('attached app');
const { digest } = app.descriptor;
const sbom = buildArtifact('attached sbom', { subject: app.descriptor });
const provenance = buildArtifact('attached provenance', { subject: app.descriptor });
const signature = buildSignature(app.descriptor);
const [sigTag = ''] = attachedTags(digest);

/** In a registry that has no referrers API. */
async function pushAll(prefix: string, ...referrers: readonly Image[]): Promise<void> {
  const slash = prefix.indexOf('/');
  const [host, path] = [prefix.slice(0, slash), `${prefix.slice(slash + 1)}/app`];
  await pushImage(host, path, app, ['v1']);
  await pushImage(host, path, signature, [sigTag]);
  await pushImage(host, path, buildReferrersIndex(referrers), [referrersTag(digest)]);
}

function seedAll(registry: TestRegistry, ...referrers: readonly Image[]): string {
  registry.seed('prod/app', app, ['v1']);
  registry.seed('prod/app', signature, [sigTag]);
  for (const referrer of referrers) registry.seed('prod/app', referrer);
  return `${registry.host}/prod`;
}

async function compare(old: string, fresh: string): Promise<{ code: number | null; found: string[] }> {
  const { code, stdout } = await runCip(['compare', old, fresh, '--format', 'json']);
  const { items } = JSON.parse(stdout) as { items: { kind: string; digest: string; tag?: string }[] };
  return { code, found: items.map(({ kind, digest: of, tag }) => `${kind} ${tag ?? of}`) };
}

const equal = { code: 0, found: [] };

it('what is attached is compared as images are, whether a registry has the referrers API or not', async (context) => {
  await using real = await realRegistry();
  if (!real) return context.skip(noRealRegistry);
  await using fresh = await startRegistry();
  const old = `${real.host}/compare-attached-${process.pid}/old`;
  const other = `${real.host}/compare-attached-${process.pid}/new`;
  await pushAll(old, sbom, provenance);
  await pushAll(other, provenance, sbom);
  const api = seedAll(fresh, sbom, provenance);
  expect(await compare(old, api)).toEqual(equal);
  expect(await compare(api, old)).toEqual(equal);
  expect(await compare(old, other)).toEqual(equal);
  fresh.deleteManifest('prod/app', provenance.descriptor.digest);
  fresh.deleteManifest('prod/app', signature.descriptor.digest);
  expect(await compare(old, api)).toEqual({
    code: 1,
    found: expect.arrayContaining([
      `missing-digest ${provenance.descriptor.digest}`,
      `missing-digest ${signature.descriptor.digest}`,
      `missing-tag ${sigTag}`,
    ]) as unknown,
  });
  expect((await compare(old, api)).found).toHaveLength(3);
});
