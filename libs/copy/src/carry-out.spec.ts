import type { Step } from '@cip/plan';
import { buildImage, buildLayer } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { CarryOut } from './carry-out.js';
import { carryOutAll, type Stage, stage } from './fixtures.js';

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

describe('a registry that is planned later than another', () => {
  const image = buildImage('shared', { layers: [buildLayer('large', { size: 300_000 })] });
  const { digest } = image.descriptor;

  /** Both registries may want the image; blobs of any size are streamed to whoever comes in time. */
  function begin(on: Stage, wanting: Set<string>) {
    on.staging.seed('foo/app', image);
    const source = `${on.staging.host}/foo/app`;
    const [us = '', eu = ''] = on.production.map(({ host }) => `${host}/prod/app`);
    for (const destination of [us, eu]) wanting.add(destination);
    const states: string[] = [];
    const run = new CarryOut(on.registry, {
      registries: 2,
      holdBytes: 0,
      // For ever: only who comes, or who no longer wants anything, ends the waiting.
      joinPatience: 2 ** 30,
      holdUpPatience: 2 ** 30,
      mayWant: () => wanting,
      onOutcome: (_step, _position, { state }) => states.push(state),
    });
    const fill = (destination: string): Promise<void> => {
      const step: Step = { kind: 'copy', image: 'app', digest, tags: ['v1'], source, destination };
      return run.fill([{ repository: destination, steps: [step] }]);
    };
    return { run, fill, states, us, eu };
  }

  /** Uploads of the first registry are open: it waits for the second one, or reads. */
  async function hasOpenedUploads({ production: [first] }: Stage): Promise<void> {
    await expect.poll(() => first?.count({ kind: 'upload-start' })).toBe(2);
  }

  it('shares the reads of the source when it comes in time', async () => {
    await using on = await stage({ hosts: 2 });
    const { fill, states, us, eu } = begin(on, new Set());
    const first = fill(us);
    await hasOpenedUploads(on);
    await Promise.all([first, fill(eu)]);
    expect(states).toEqual(['promoted', 'promoted']);
    expect(on.staging.count({ kind: 'blob', method: 'GET' })).toBe(2);
  });

  it('holds up nobody when it turns out to want nothing', async () => {
    await using on = await stage({ hosts: 2 });
    const wanting = new Set<string>();
    const { run, fill, states, us, eu } = begin(on, wanting);
    const first = fill(us);
    await hasOpenedUploads(on);
    expect(states).toEqual([]);
    wanting.delete(eu);
    run.refresh();
    await first;
    expect(states).toEqual(['promoted']);
  });
});
