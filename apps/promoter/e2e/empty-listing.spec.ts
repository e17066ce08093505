import { startRegistry, type TestRegistry, writeTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';
import { images, reportOf } from './world.js';

const json = { 'content-type': 'application/json' };
const unknown = '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known"}]}';

const cases = [
  {
    form: 'tags only',
    google: false,
    what: 'an empty list',
    status: 200,
    body: '{"name":"prod/app","tags":[]}',
  },
  { form: 'tags only', google: false, what: 'null', status: 200, body: '{"name":"prod/app","tags":null}' },
  { form: 'tags only', google: false, what: 'an empty object', status: 200, body: '{}' },
  { form: 'tags only', google: false, what: '404', status: 404, body: unknown },
  {
    form: 'everything',
    google: true,
    what: 'empty lists',
    status: 200,
    body: '{"child":[],"manifest":{},"name":"prod/app","tags":[]}',
  },
  {
    form: 'everything',
    google: true,
    what: 'null',
    status: 200,
    body: '{"child":null,"manifest":null,"name":"prod/app","tags":null}',
  },
  { form: 'everything', google: true, what: 'an empty object', status: 200, body: '{}' },
  { form: 'everything', google: true, what: '404', status: 404, body: unknown },
];

/** Twenty images in place, and a tag that somebody else has put on another one. */
async function treeBetween(staging: TestRegistry, production: TestRegistry): Promise<string> {
  const folder = await temporaryFolder();
  const digests = { [images.app.descriptor.digest]: ['v9'] as string[] };
  staging.seed('staging/app', images.app);
  production.seed('prod/app', images.tools, ['v9']);
  for (let i = 0; i < 20; i++) {
    const image = images.old;
    (digests[image.descriptor.digest] ??= []).push(`v1.${i}`);
    staging.seed('staging/app', image);
    production.seed('prod/app', image, [`v1.${i}`]);
  }
  const destinations = [`${production.host}/prod`];
  await writeTree(folder, {
    shop: { source: `${staging.host}/staging`, destinations, images: { app: digests } },
  });
  return folder;
}

describe('a listing that says nothing is there', () => {
  it.each(cases)('lets nothing be written over: $what, of a registry that lists $form', async (one) => {
    await using staging = await startRegistry();
    await using production = await startRegistry({ google: one.google });
    const folder = await treeBetween(staging, production);
    const before = production.snapshot();
    const { status, body } = one;
    const match = { kind: 'tags', times: Infinity } as const;
    production.fault({ action: 'status', status, body, headers: json, match });
    const args = ['promote', '--thin-manifest-dir', folder, '--confirm', '--format', 'json'];
    const result = await runCip([...args, '--rps-per-host', '0']);
    expect(production.snapshot()).toEqual(before);
    expect(production.writes).toBe(0);
    const { summary, items } = reportOf(result);
    expect(summary).toMatchObject({ promoted: 0, planned: 0, existing: 1, blocked: 1, failed: 0 });
    expect(items).toMatchObject([{ kind: 'tag-moved', tags: ['v9'] }]);
    expect(result.stderr).toContain('the registry lists nothing, and has tags all the same');
    expect(result.code).toBe(1);
  });
});
