import { createRegistry } from '@cip/registry';
import { buildImage, buildMultiPlatform, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { type Job, runJobs } from './index.js';

const image = buildMultiPlatform('promoted');
const other = buildImage('other');
const { digest } = image.descriptor;

/**
 * Promotes an image under a tag that somebody else writes just before production processes its request number `moment`;
 * a little more than a minute has passed then since the client last knew anything. Gives what was asked, and who has the tag.
 */
async function race(
  kind: Job['kind'],
  moment: number,
): Promise<{ asked: string[]; holder: string | undefined }> {
  await using staging = await startRegistry();
  await using production = await startRegistry();
  staging.seed('foo/app', image);
  if (kind === 'tag') production.seed('prod/app', image, ['v0']);
  let now = 1_800_000_000_000;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const client = createRegistry({ rights: 'write-once', clock });
  const asked: string[] = [];
  production.fault({
    action: 'respond',
    match: { times: Infinity },
    respond: ({ method, reference }) => {
      asked.push(`${method} ${reference === 'v1' ? 'tag' : 'other'}`);
      if (asked.length !== moment) return undefined;
      now += 61_000;
      production.seed('prod/app', other, ['v1']);
      return undefined;
    },
  });
  const job: Job = {
    kind,
    digest,
    tags: ['v1'],
    source: client.repository(`${staging.host}/foo/app`),
    target: client.repository(`${production.host}/prod/app`),
    facts: { exists: true, readAt: now },
  };
  await runJobs([job], {}, () => undefined);
  await client.close();
  return { asked, holder: production.snapshot()['prod/app']?.tags['v1'] };
}

it.each(['copy', 'tag'] as const)(
  'a %s never moves a tag that was written while what the client knew was older than a minute, at any moment',
  async (kind) => {
    let overwritten = 0;
    for (let moment = 1; ; moment++) {
      const { asked, holder } = await race(kind, moment);
      if (asked.length < moment) break;
      // The write itself may be on its way already: this is the minute that nobody can close.
      const wasOnItsWay = asked.slice(0, moment).includes('PUT tag');
      if (wasOnItsWay) overwritten += 1;
      else expect({ moment, asked, holder }).toEqual({ moment, asked, holder: other.descriptor.digest });
    }
    expect(overwritten).toBeGreaterThan(0);
  },
);
