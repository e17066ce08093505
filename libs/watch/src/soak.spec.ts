import type { ChangeEvent } from '@cip/audit';
import type { RawManifest } from '@cip/oci';
import { seededRandom } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Received } from './auditor.js';
import {
  artifact,
  image,
  index,
  promised,
  repository,
  serviceFor,
  type Service,
  source,
} from './fixtures.js';

const events = 5_000;
const senders = 50;

const kids = Array.from({ length: 6 }, (_, i) => image(`child ${i}`));
const inner = index('inner', kids.slice(3));
const named = { v1: image('one'), v2: index('two', kids.slice(0, 3)), v3: index('three', [inner]) };
const newer = { v4: image('four'), v5: index('five', [image('late child')]) };
const signature = artifact(['signature'], { subject: named.v1 });
const rogues = Array.from({ length: 3 }, (_, i) => image(`rogue ${i}`));
const promisedNow: Readonly<Record<string, RawManifest>> = { ...named, ...newer };
const later = promised({ tool: promisedNow });
const all = [...Object.values(promisedNow), ...kids, inner, image('late child'), signature, ...rogues];

type Change = Pick<ChangeEvent, 'action' | 'repository'> & {
  readonly of: RawManifest;
  readonly tag: string | undefined;
};

const changes: fc.Arbitrary<Change> = fc.record({
  action: fc.constantFrom('insert' as const, 'insert', 'insert', 'insert', 'insert', 'delete'),
  repository: fc.constantFrom(repository, repository, repository, `${repository}/x`, 'elsewhere.example/x'),
  of: fc.constantFrom(...all),
  tag: fc.constantFrom(undefined, undefined, 'v1', 'v2', 'v4', 'v9'),
});

/** The verdict as one would say it with everything at hand, from the rules alone. */
function naive({ action, repository: at, of, tag }: Change): string {
  if (at.startsWith('elsewhere')) return 'ignored';
  if (action === 'delete') return 'REJECTED deleted';
  if (at !== repository) return 'REJECTED unknown-repository';
  const wanted = tag === undefined ? of : promisedNow[tag];
  const isPromised = Object.values(promisedNow).includes(of);
  if (tag !== undefined && wanted) return wanted === of ? 'VERIFIED promised' : 'REJECTED wrong-digest';
  if (isPromised) return tag === undefined ? 'VERIFIED promised' : 'REJECTED unknown-tag';
  if (tag !== undefined || rogues.includes(of)) return 'REJECTED unknown-digest';
  return of === signature ? 'VERIFIED attached' : 'VERIFIED child';
}

/** Everything around the auditor takes its time, and fails every now and then. */
function makeUnreliable({ registry, keeper, alerts }: Service, random: () => number): void {
  const gate = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate);
  };
  registry.gate = gate;
  keeper.gate = async () => {
    await gate();
    keeper.failing = random() < 0.2 ? 'no route to host' : undefined;
  };
  alerts.gate = async () => {
    await gate();
    alerts.refusing = random() < 0.3;
  };
  registry.failing = () => (random() < 0.2 ? new Error('HTTP 500') : undefined);
}

/** Delivers all messages until each was acknowledged, some of them twice at a time; the answers by id. */
async function deliverAll(service: Service, messages: readonly Received[], random: () => number) {
  const queue = [...messages];
  const answers = new Map<string, string>();
  const merged = service.clock.now + 120_000;
  const sender = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const received = next;
      service.clock.now += 20;
      if (service.clock.now > merged) service.keeper.written = later;
      const twice = random() < 0.1 ? [received, { ...received }] : [received];
      for (const answer of await Promise.all(twice.map((one) => service.auditor.handle(one)))) {
        if (answer.kind === 'later') queue.push(received);
        else if (answer.kind !== 'settled') answers.set(received.id, answer.kind);
        else {
          const { verdict, reason, id } = answer.transaction;
          expectAcknowledgeable(service, id, verdict);
          answers.set(id, `${verdict} ${reason}`);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return answers;
}

/** At the very moment of the answer. */
function expectAcknowledgeable({ log, alerts }: Service, id: string, verdict: string): void {
  const logged = log.findLast(({ fields }) => fields['id'] === id && fields['verdict'] !== undefined);
  const alerted = alerts.accepted.some(
    ({ transaction, kind }) => transaction?.id === id && kind === 'rejected',
  );
  if (logged?.fields['verdict'] !== verdict || alerted !== (verdict === 'REJECTED')) {
    throw new Error(
      `${id} was acknowledged as ${verdict}: logged ${logged?.message ?? 'nothing'}, alerted ${alerted}`,
    );
  }
}

it('whatever fails and overtakes, every change gets its verdict and alert', async () => {
  const seed = 1;
  const random = seededRandom(seed);
  // Nothing that a later revision promises may be rejected before that revision is there.
  const service = serviceFor(promised({ tool: named }), {
    grace: 5 * 60_000,
    unreachableAfter: 24 * 3_600_000,
  });
  for (const pushed of all) service.registry.push(repository, pushed);
  service.registry.push(source, signature);
  makeUnreliable(service, random);
  const given = fc.sample(changes, { numRuns: events, seed });
  const messages = given.map(({ of, tag, ...change }, i) =>
    service.received({ ...change, digest: of.descriptor.digest, ...(tag !== undefined && { tag }) }, `m${i}`),
  );
  const answers = await deliverAll(service, messages, random);
  expect(messages.map(({ id }) => answers.get(id))).toEqual(given.map(naive));
  const rejected = given.map(naive).filter((verdict) => verdict.startsWith('REJECTED')).length;
  expect(service.alerts.accepted).toHaveLength(rejected);
  expect(new Set(service.alerts.accepted.map(({ transaction }) => transaction?.id)).size).toBe(rejected);
  expect(service.keeper.mostUnderWay).toBe(1);
}, 120_000);
