import type { Step } from '@cip/plan';
import { buildImage } from '@cip/testing';
import { expect, it } from 'vitest';
import { carryOutAll, stage } from './fixtures.js';

it('gives a failed step the facts of its failure, with side and operation', async () => {
  await using on = await stage();
  const image = buildImage('denied');
  on.staging.seed('foo/app', image);
  const host = on.production[0]?.host ?? '';
  on.production[0]?.fault({
    action: 'status',
    status: 403,
    body: JSON.stringify({ errors: [{ code: 'DENIED', message: 'no write for you' }] }),
    match: { kind: 'upload-start', times: Infinity },
  });
  const step: Step = {
    kind: 'copy',
    image: 'app',
    digest: image.descriptor.digest,
    tags: ['v1'],
    source: `${on.staging.host}/foo/app`,
    destination: `${host}/prod/app`,
  };
  expect(await carryOutAll([step], on.registry)).toMatchObject([
    {
      state: 'failed',
      side: 'destination',
      operation: 'opening an upload for blob',
      failure: { code: 'DENIED', status: 403, registryCode: 'DENIED', host, request: { method: 'POST' } },
    },
  ]);
});

it('gives a step whose image is gone from the source the facts of that', async () => {
  await using on = await stage();
  const { digest } = buildImage('gone').descriptor;
  const source = `${on.staging.host}/foo/app`;
  const destination = `${on.production[0]?.host}/prod/app`;
  const step: Step = { kind: 'copy', image: 'app', digest, tags: ['v1'], source, destination };
  const [outcome] = await carryOutAll([step], on.registry);
  expect(outcome).toMatchObject({
    state: 'failed',
    reason: `reading manifest ${digest} (source ${source}): it is not there (any more)`,
    side: 'source',
    operation: 'reading manifest',
    failure: { code: 'NOT_FOUND', reason: 'it is not there (any more)' },
  });
});
