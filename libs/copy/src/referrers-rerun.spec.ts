import { createInventory } from '@cip/inventory';
import { parsePlainManifest } from '@cip/manifest';
import { referrersTag } from '@cip/oci';
import { desiredState, planPromotion, type StepOutcome } from '@cip/plan';
import { createRegistry } from '@cip/registry';
import { buildArtifact, buildImage, type Image, startRegistry, type TestRegistry } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutAll } from './fixtures.js';
import { destinationFacts, type DestinationFacts } from './index.js';

const image = buildImage('subject');
const subject = image.descriptor.digest;
const artifacts = Array.from({ length: 6 }, (_, i) =>
  buildArtifact('artifact', { subject: image.descriptor, annotations: { number: `${i}` } }),
);
const digestsOf = (images: readonly Image[]): string[] =>
  images.map(({ descriptor }) => descriptor.digest).sort();

let staging: TestRegistry;
beforeAll(async () => {
  staging = await startRegistry();
  for (const one of [image, ...artifacts]) staging.seed('foo/app', one);
});
afterAll(async () => staging.close());

/** The image under a tag, the first artifact too, and the others by digest alone. */
function manifestFor(host: string): string {
  const [first = image, ...others] = artifacts;
  const tagged = [image, first].map(({ descriptor }, i) => `    "${descriptor.digest}": ["v${i}"]`);
  const untagged = others.map(({ descriptor }) => `    "${descriptor.digest}": []`);
  return [
    'registries:',
    `- name: ${staging.host}/foo`,
    '  src: true',
    `- name: ${host}/prod`,
    'images:',
    '- name: app',
    '  dmap:',
    ...tagged,
    ...untagged,
    '',
  ].join('\n');
}

/** One run of the promoter: plans, and does what the plan says. */
async function promote(production: TestRegistry, signal?: AbortSignal): Promise<readonly StepOutcome[]> {
  const options = signal ? { signal } : {};
  const client = createRegistry({ rights: 'write-once', retryDeadline: 2000 });
  try {
    const tree = parsePlainManifest({ shownAs: 'manifest.yaml', text: manifestFor(production.host) });
    const facts = new Map<string, DestinationFacts>();
    const plan = await planPromotion(desiredState(tree), createInventory(client), {
      ...options,
      onInventory: (repository, inventory) => facts.set(repository, destinationFacts(inventory)),
    });
    expect(plan.blockers).toEqual([]);
    return await carryOutAll(plan.steps, client, { ...options, facts });
  } finally {
    await client.close();
  }
}

/** What somebody else attaches. */
async function attach(production: TestRegistry, attached: readonly Image[]): Promise<void> {
  const client = createRegistry({ rights: 'write-once' });
  for (const one of attached) {
    production.seed('prod/app', one);
    await client.repository(`${production.host}/prod/app`).pushManifest(one);
  }
  await client.close();
}

async function listed(production: TestRegistry): Promise<string[]> {
  const client = createRegistry();
  const found = await client.repository(`${production.host}/prod/app`).referrers(subject);
  await client.close();
  return found.map(({ digest }) => digest).sort();
}

/** A run that ends as soon as production has processed so many requests; says how many there were. */
async function cutRun(production: TestRegistry, requests: number): Promise<number> {
  const killed = new AbortController();
  let seen = 0;
  const fault = production.fault({
    action: 'respond',
    match: { times: Infinity },
    respond: () => {
      seen += 1;
      if (seen === requests) killed.abort(new Error('killed'));
      return undefined;
    },
  });
  await promote(production, killed.signal).catch((error: unknown) => {
    if (!killed.signal.aborted) throw error;
  });
  fault.remove();
  return seen;
}

describe.each([
  ['the plain form', {}, []],
  // A listing that gives all manifests tells of lists by their tags: the first list of a repository it cannot tell of.
  ['Google’s form, with a list', { google: true }, [buildArtifact('first', { subject: image.descriptor })]],
])('a registry without the referrers API, %s', (_, form, first) => {
  it(
    'has the whole list after one rerun, whatever request the run before ended with',
    { timeout: 120_000 },
    async () => {
      for (let cut = 1; ; cut++) {
        await using production = await startRegistry({ referrers: false, ...form });
        await attach(production, first);
        const seen = await cutRun(production, cut);
        const outcomes = await promote(production);
        expect(outcomes.filter(({ state }) => state === 'failed')).toEqual([]);
        expect({ cut, listed: await listed(production) }).toEqual({
          cut,
          listed: digestsOf([...first, ...artifacts]),
        });
        if (seen < cut) return;
      }
    },
  );

  it('is asked for nothing more than a read of each digest and one list, when all is in place', async () => {
    await using production = await startRegistry({ referrers: false, ...form });
    await promote(production);
    production.resetCounts();
    expect(await promote(production)).toEqual([]);
    const reads = production.requests.filter(({ kind, method }) => kind === 'manifest' && method === 'GET');
    expect(reads.map(({ reference }) => reference).sort()).toEqual(
      [...digestsOf(artifacts.slice(1)), referrersTag(subject)].sort(),
    );
    expect(production.writes).toBe(0);
  });
});

it('a list that was refused once is made whole by the next run', async () => {
  await using production = await startRegistry({ referrers: false });
  const match = { method: 'PUT', reference: referrersTag(subject) };
  production.fault({ action: 'status', status: 403, match });
  const failed = (await promote(production)).filter(({ state }) => state === 'failed');
  expect(failed.length).toBeGreaterThan(0);
  await promote(production);
  expect(await listed(production)).toEqual(digestsOf(artifacts));
});

it('images without a subject cost no request more than before', async () => {
  await using production = await startRegistry({ referrers: false });
  const plain = Array.from({ length: 3 }, (_, i) => buildImage(`plain ${i}`));
  for (const one of plain) production.seed('prod/app', one, ['any']);
  const client = createRegistry();
  const inventory = createInventory(client);
  const digests = plain.map(({ descriptor }) => descriptor.digest);
  const question = { tags: [], digests, untagged: digests };
  await inventory.destination(`${production.host}/prod/app`, question);
  const before = production.requests.length;
  production.resetCounts();
  await inventory.destination(`${production.host}/prod/app`, { ...question, areListed: true });
  expect(production.requests).toHaveLength(before);
  await client.close();
});
