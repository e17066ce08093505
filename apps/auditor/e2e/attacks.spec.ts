import { referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildSignature,
  distribution3,
  goProgram,
  type Image,
  noDockerRegistry,
  noGoProgram,
  pushImage,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Production, startProduction } from './production.js';
import { pubsubPush } from './pubsub-push.js';
import { type RunningAuditor, runAuditor, startAuditor } from './start-auditor.js';
import { linesOf, shown } from './verdicts.js';

const image = buildImage('image');
const rogue = buildImage('rogue');
const referrer = buildImage('referrer', { subject: image.descriptor });
const signature = buildSignature(image.descriptor);
const signedTwice = buildSignature(image.descriptor, 2);
const stranger = buildArtifact('stranger', { subject: image.descriptor });
const images = { image, rogue, referrer, signature, signedTwice, stranger };
const tag = referrersTag(image.descriptor.digest);

const names = [
  'signature',
  'attestation',
  'list',
  'referrer',
  'own',
  'artifact',
  'bystander',
  'older',
] as const;
const promised = Object.fromEntries(
  names.map((name) => [name, { [image.descriptor.digest]: ['v1'] }] as const),
);

/** Its program, or why there is none. */
const registries = [
  {
    name: 'docker-registry 2.8',
    find: async () => {
      const missing = await noDockerRegistry();
      return missing === undefined ? { program: 'docker-registry' } : { missing };
    },
  },
  {
    name: 'distribution 3',
    find: async () => {
      const program = await goProgram(distribution3);
      return program === undefined ? { missing: noGoProgram(distribution3) } : { program };
    },
  },
];

describe.each(registries)('on $name', ({ find }) => {
  let missing: string | undefined;
  let production: Production;
  /** Is told of changes as Pub/Sub tells of them. */
  let auditor: RunningAuditor;

  beforeAll(async () => {
    const found = await find();
    missing = found.missing;
    if (found.program === undefined) return;
    production = await startProduction(promised, '0', found);
    for (const name of names) {
      await pushImage(production.staging.host, `staging/${name}`, image, ['v1']);
      await pushImage(production.registry.host, `prod/${name}`, image, ['v1']);
    }
    auditor = await startAuditor(['--manifests', `file://${production.manifests.folder}`, '--grace', '0']);
  });
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing);
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    auditor.kill('SIGTERM');
    await auditor.finished;
    await production[Symbol.asyncDispose]();
  });

  const repositoryOf = (name: string): string => `${production.registry.host}/prod/${name}`;

  async function saidOf(told: RunningAuditor, name: string): Promise<readonly string[]> {
    const repository = repositoryOf(name);
    const found = (await shown(told, repository)).filter((one) => one.repository === repository);
    return linesOf(found, images).filter((line) => line !== 'VERIFIED promised v1 image');
  }

  /** Two messages for each upload with a tag: of the tag, and of the digest, which such a registry lists under no tag. */
  async function publish(name: string, { descriptor }: Image, tags: readonly string[]): Promise<void> {
    const digest = `${repositoryOf(name)}@${descriptor.digest}`;
    for (const one of [...tags, undefined]) {
      const insert = { digest, ...(one !== undefined && { tag: `${repositoryOf(name)}:${one}` }) };
      const answer = await fetch(auditor.address, pubsubPush(insert));
      expect(answer.status).toBe(200);
    }
  }

  it.each<[string, Image, (typeof names)[number], string | undefined]>([
    ['an ordinary image as the signature', rogue, 'signature', `${tag}.sig`],
    ['an ordinary image as an attestation', rogue, 'attestation', `${tag}.att`],
    ['an ordinary image as the list of referrers', rogue, 'list', tag],
    ['an ordinary image as a referrer', referrer, 'referrer', undefined],
    ['a signature that only production has', signature, 'own', `${tag}.sig`],
    ['an artifact that only production has', stranger, 'artifact', undefined],
  ])('%s of a promised image is rejected everywhere', async (_, attack, name, as) => {
    const tags = as === undefined ? [] : [as];
    await pushImage(production.registry.host, `prod/${name}`, attack, tags);
    const [what = ''] = Object.entries(images).flatMap(([key, one]) => (one === attack ? [key] : []));
    const rejected = `REJECTED unknown-attachment ${as ?? '-'} ${what}`;

    await expect.poll(() => saidOf(production.auditor, name), { timeout: 30_000 }).toEqual([rejected]);

    await publish(name, attack, tags);
    const upload = `REJECTED unknown-digest - ${what}`;
    expect(await saidOf(auditor, name)).toEqual(as === undefined ? [rejected] : [rejected, upload]);
  });

  it('and a deep sweep finds each that has a tag', async () => {
    const manifests = ['--manifests', `file://${production.manifests.folder}`];
    const { code, stdout } = await runAuditor(
      ['sweep', ...manifests, '--deep', '--format', 'json', '--grace', '0'],
      {
        timeout: 60_000,
      },
    );
    const { items } = JSON.parse(stdout) as { items: { kind: string; repository: string; tag?: string }[] };
    const found = items.map((item) => `${item.kind} ${item.repository} ${item.tag ?? '-'}`).sort();
    expect([code, found]).toEqual([
      1,
      [
        `unknown-attachment ${repositoryOf('attestation')} ${tag}.att`,
        `unknown-attachment ${repositoryOf('list')} ${tag}`,
        `unknown-attachment ${repositoryOf('own')} ${tag}.sig`,
        `unknown-attachment ${repositoryOf('signature')} ${tag}.sig`,
      ],
    ]);
  });

  it('an older signature that is put back is rejected, also by a process that has not seen the newer one', async () => {
    const { staging, registry } = production;
    for (const one of [signature, signedTwice]) {
      await pushImage(staging.host, 'staging/older', one, [`${tag}.sig`]);
      await pushImage(registry.host, 'prod/older', one, [`${tag}.sig`]);
      const [what = ''] = Object.entries(images).flatMap(([key, each]) => (each === one ? [key] : []));
      await expect
        .poll(() => saidOf(production.auditor, 'older'), { timeout: 30_000 })
        .toContain(`VERIFIED attached ${tag}.sig ${what}`);
    }
    await pushImage(registry.host, 'prod/older', signature, [`${tag}.sig`]);
    const rejected = `REJECTED wrong-digest ${tag}.sig signature`;
    await expect.poll(() => saidOf(production.auditor, 'older'), { timeout: 30_000 }).toContain(rejected);
    await publish('older', signature, [`${tag}.sig`]);
    expect(await saidOf(auditor, 'older')).toContain(rejected);
  });

  it('a signature that the source has is verified, and a deep sweep says nothing of it', async () => {
    const { staging, registry } = production;
    await pushImage(staging.host, 'staging/bystander', signature, [`${tag}.sig`]);
    await pushImage(registry.host, 'prod/bystander', signature, [`${tag}.sig`]);
    const verified = `VERIFIED attached ${tag}.sig signature`;
    await expect.poll(() => saidOf(production.auditor, 'bystander'), { timeout: 30_000 }).toEqual([verified]);
    await publish('bystander', signature, [`${tag}.sig`]);
    expect(await saidOf(auditor, 'bystander')).toEqual(['VERIFIED attached - signature', verified]);
  });
});
