import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { referrersTag } from '@cip/oci';
import {
  buildImage,
  cosign2,
  cosign3,
  type GoProgram,
  goProgram,
  noDockerRegistry,
  noGoProgram,
  pullImage,
  pushImage,
  runGoProgram,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Production, startProduction } from './production.js';
import { pubsubPush } from './pubsub-push.js';
import { runAuditor, startAuditor } from './start-auditor.js';
import { shown } from './verdicts.js';

const image = buildImage('image');
const { digest } = image.descriptor;
const attached = referrersTag(digest);
const promised = {
  signed: { [digest]: ['v1'] },
  attacked: { [digest]: ['v1'] },
  trusted: { [digest]: ['v1'] },
};
const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const versions = [
  { program: cosign2, tag: `${attached}.sig`, untagged: 0, options: [] },
  { program: cosign3, tag: attached, untagged: 1, options: ['--use-signing-config=false'] },
];

describe.each(versions)('$program.name', ({ program, tag, untagged, options }) => {
  let missing: string | undefined;
  let production: Production;
  let keys: string;

  beforeAll(async () => {
    missing = await whyNot(program);
    if (missing !== undefined) return;
    production = await startProduction(promised, '0');
    for (const name of Object.keys(promised)) {
      await pushImage(production.staging.host, `staging/${name}`, image, ['v1']);
      await pushImage(production.registry.host, `prod/${name}`, image, ['v1']);
    }
    keys = await folders.create();
    for (const name of ['first', 'second']) {
      await cosign('generate-key-pair', '--output-key-prefix', path.join(keys, name));
    }
    await production.manifests.write({
      '.cip.yaml': 'trust: {keys: [trust/first.pub]}\n',
      'trust/first.pub': await readFile(path.join(keys, 'first.pub'), 'utf8'),
    });
    await production.manifests.commit('trust');
  });
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing);
  });
  afterAll(async () => {
    if (missing === undefined) await production[Symbol.asyncDispose]();
  });

  function cosign(...args: string[]): Promise<void> {
    return runGoProgram(program, args, { COSIGN_PASSWORD: '', COSIGN_YES: 'true', HOME: keys });
  }

  function sign(reference: string, key: 'first' | 'second'): Promise<void> {
    const how = ['--tlog-upload=false', '--allow-insecure-registry', '--allow-http-registry', ...options];
    return cosign('sign', '--key', path.join(keys, `${key}.key`), ...how, reference);
  }

  /** What staging has under the tag, as whoever promotes has it. */
  async function promote(name: string): Promise<void> {
    const { staging, registry } = production;
    await pushImage(registry.host, `prod/${name}`, await pullImage(staging.host, `staging/${name}`, tag), [
      tag,
    ]);
  }

  /** How often the service has said what of what is attached. */
  async function verdictsOn(name: string): Promise<Readonly<Record<string, number>>> {
    const repository = `${production.registry.host}/prod/${name}`;
    const counts: Record<string, number> = {};
    for (const one of await shown(production.auditor, repository)) {
      if (one.repository !== repository || one.reason === 'promised') continue;
      const key = `${one.verdict} ${one.reason} ${one.tag === undefined ? 'untagged' : 'tagged'}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }

  const verified = (tagged: number): object => ({
    'VERIFIED attached tagged': tagged,
    ...(untagged > 0 && { 'VERIFIED attached untagged': expect.any(Number) as unknown }),
  });

  it('a signature is verified, and so is a second one beside it', async () => {
    const { staging, manifests } = production;
    const reference = `${staging.host}/staging/signed@${digest}`;
    await sign(reference, 'first');
    await promote('signed');
    await expect.poll(() => verdictsOn('signed'), { timeout: 30_000 }).toEqual(verified(1));
    const { bytes } = await pullImage(staging.host, 'staging/signed', tag);
    await sign(reference, 'second');
    const grown = await pullImage(staging.host, 'staging/signed', tag);
    expect(grown.bytes.byteLength).toBeGreaterThan(bytes.byteLength);
    await promote('signed');
    await expect.poll(() => verdictsOn('signed'), { timeout: 30_000 }).toEqual(verified(2));
    expect(await saidByAnother(grown.descriptor.digest)).toEqual({ verdict: 'VERIFIED', reason: 'attached' });
    if (untagged > 0) await signTheSignature();
    const args = ['sweep', '--manifests', `file://${manifests.folder}`, '--deep', '--grace', '0'];
    expect(await runAuditor(args, { timeout: 60_000 })).toMatchObject({ code: 0 });
  });

  it('a signature that somebody makes in production is rejected, although the promoted one is still there', async () => {
    const { staging, registry } = production;
    await sign(`${staging.host}/staging/attacked@${digest}`, 'first');
    await promote('attacked');
    await expect.poll(() => verdictsOn('attacked'), { timeout: 30_000 }).toEqual(verified(1));
    await sign(`${registry.host}/prod/attacked@${digest}`, 'second');
    await expect
      .poll(() => verdictsOn('attacked'), { timeout: 30_000 })
      .toEqual({
        ...verified(1),
        'REJECTED unknown-attachment tagged': 1,
        ...(untagged > 0 && { 'REJECTED unknown-attachment untagged': 1 }),
      });
  });

  it('a signature that a trusted key makes in production is verified, and a stranger beside it is rejected', async () => {
    const { staging, registry, manifests } = production;
    // Staging has one by somebody whom nobody trusts, which was carried all the same.
    await sign(`${staging.host}/staging/trusted@${digest}`, 'second');
    await promote('trusted');
    await expect.poll(() => verdictsOn('trusted'), { timeout: 30_000 }).toEqual(verified(1));
    const reference = `${registry.host}/prod/trusted@${digest}`;
    await sign(reference, 'first');
    await expect.poll(() => verdictsOn('trusted'), { timeout: 30_000 }).toEqual(verified(2));
    const [last] = await shown(production.auditor, `${registry.host}/prod/trusted`);
    expect(last?.explanation).toContain('and signed by the key trust/first.pub');
    expect(await driftIn(manifests.folder, 'trusted')).toEqual([]);
    await sign(reference, 'second');
    await expect
      .poll(() => verdictsOn('trusted'), { timeout: 30_000 })
      .toMatchObject({ ...verified(2), 'REJECTED unknown-attachment tagged': 1 });
    expect(await driftIn(manifests.folder, 'trusted')).toContain(`foreign-signature ${tag}`);
  });

  /** What a deep sweep finds in a repository. */
  async function driftIn(manifests: string, name: string): Promise<readonly string[]> {
    const args = [
      'sweep',
      '--manifests',
      `file://${manifests}`,
      '--deep',
      '--grace',
      '0',
      '--format',
      'json',
    ];
    const { stdout } = await runAuditor(args, { timeout: 60_000 });
    const { items } = JSON.parse(stdout) as {
      items: { kind: string; repository: string; tag?: string; digest: string }[];
    };
    return items
      .filter(({ repository }) => repository.endsWith(`/prod/${name}`))
      .map((item) => `${item.kind} ${item.tag ?? item.digest}`);
  }

  /** What a process says that has seen nothing before, and is told of the tag as Pub/Sub tells of it. */
  async function saidByAnother(found: string): Promise<unknown> {
    const { manifests, registry } = production;
    const auditor = await startAuditor(['--manifests', `file://${manifests.folder}`, '--grace', '0']);
    const repository = `${registry.host}/prod/signed`;
    const push = pubsubPush({ digest: `${repository}@${found}`, tag: `${repository}:${tag}` });
    const answer: unknown = await (await fetch(auditor.address, push)).json();
    auditor.kill('SIGTERM');
    await auditor.finished;
    return answer;
  }

  /** What is attached to what is attached. */
  async function signTheSignature(): Promise<void> {
    const { staging, registry } = production;
    const [first] = (await pullImage(staging.host, 'staging/signed', tag)).children;
    const signature = first?.descriptor.digest ?? expect.fail('there is no signature');
    await sign(`${staging.host}/staging/signed@${signature}`, 'first');
    const own = referrersTag(signature);
    const copy = await pullImage(staging.host, 'staging/signed', own);
    await pushImage(registry.host, 'prod/signed', copy, [own]);
    await expect.poll(() => verdictsOn('signed'), { timeout: 30_000 }).toEqual(verified(3));
  }
});

async function whyNot(program: GoProgram): Promise<string | undefined> {
  if ((await goProgram(program)) === undefined) return noGoProgram(program);
  return noDockerRegistry();
}
