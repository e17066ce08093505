import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  cosign3,
  goProgram,
  noGoProgram,
  startRegistry,
  startSigstore,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCip } from './run-cip.js';
import {
  closeWorlds,
  createWorld,
  images,
  promoteTo,
  type SigningWorld,
  type WorldSettings,
} from './signing-world.js';

let sigstore: TestSigstore;
let registry: TestRegistry;
let worlds = 0;

beforeAll(async () => {
  [sigstore, registry] = await Promise.all([startSigstore(), startRegistry()]);
});
afterAll(async () => {
  await Promise.all([registry.close(), sigstore[Symbol.asyncDispose](), closeWorlds()]);
});

interface Item {
  readonly verdict: string;
  readonly violations: readonly string[];
  readonly promotion?: {
    readonly repository: string;
    readonly found: readonly { readonly kind: string; readonly says: string }[];
    readonly missing: readonly string[];
    readonly commands: readonly string[];
  };
}

const { digest } = images.app.descriptor;

/** All images in two prefixes, called by their own names. */
async function newWorld(settings: WorldSettings = {}): Promise<SigningWorld> {
  const prefixes = ['us', 'eu'].map((region) => `${registry.host}/verified-${(worlds += 1)}/${region}`);
  for (const prefix of prefixes) await promoteTo(prefix);
  return createWorld(prefixes, {
    sigstore,
    configuration: { attached: { keep: 'all' } },
    ...settings,
    signing: { publicName: undefined, ...settings.signing },
  });
}

async function verify({ folder, destinations }: SigningWorld, at = 0, ...more: string[]): Promise<Item> {
  const image = `${destinations[at]}/app@${digest}`;
  const args = ['verify', image, '--thin-manifest-dir', folder, '--format', 'json', ...more];
  const { stdout, stderr } = await runCip(args);
  const { items } = JSON.parse(stdout === '' ? expect.fail(stderr) : stdout) as { readonly items: Item[] };
  return items[0] ?? expect.fail(stdout);
}

describe.each(['key', 'keyless'] as const)('signed by %s', (signer) => {
  it.each(['legacy', 'bundle'] as const)(
    '%s: says what the promoter has made, and how to check it',
    async (signatures) => {
      const world = await newWorld({ signer, signing: { signatures } });
      const kind = signatures === 'legacy' ? 'signature' : 'signature-bundle';
      const before = await verify(world);
      expect(before).toMatchObject({ verdict: 'bad', promotion: { found: [], missing: [kind, 'record'] } });
      expect(before.violations).toContain('the promoter has not made its promotion record');

      expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
      const { verdict, promotion } = await verify(world);
      expect({ verdict, missing: promotion?.missing }).toEqual({ verdict: 'good', missing: [] });
      const name = `${world.destinations[0]}/app`;
      expect(promotion?.found.map((one) => one.kind).sort()).toEqual(['record', kind]);
      expect(promotion?.found.map((one) => one.says)).toEqual(
        expect.arrayContaining([
          `signed as ${name}`,
          expect.stringContaining(`promoted from staging.example/foo/app@${digest} as v1 at 20`),
        ]),
      );
      expect(promotion?.commands).toHaveLength(2);
    },
  );

  it.for(['legacy', 'bundle'] as const)(
    '%s: the commands work, word for word',
    async (signatures, { skip }) => {
      const program = await goProgram(cosign3);
      if (program === undefined) return skip(noGoProgram(cosign3));
      const world = await newWorld({ signer, signing: { signatures } });
      await world.sign('--confirm');
      const { promotion } = await verify(world);
      const bin = path.join(world.folder, 'bin');
      await mkdir(bin);
      await symlink(program, path.join(bin, 'cosign'));
      for (const command of promotion?.commands ?? []) {
        const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: world.folder };
        const { exitCode, stderr } = await execa('sh', ['-c', command], { env, reject: false });
        expect({ command, exitCode, stderr }).toMatchObject({ exitCode: 0 });
      }
    },
  );
});

it('looks where signatures are kept', async () => {
  const configuration = (canonical: string): object => ({ attached: { keep: 'canonical', canonical } });
  const prefix = `${registry.host}/canonical/us`;
  const copy = `${registry.host}/canonical/eu`;
  for (const one of [prefix, copy]) await promoteTo(one);
  const world = await createWorld([prefix, copy], {
    configuration: configuration(prefix),
    signing: { publicName: 'registry.example' },
  });
  await world.sign('--confirm');
  const { verdict, promotion } = await verify(world, 1);
  expect({ verdict, repository: promotion?.repository }).toEqual({
    verdict: 'good',
    repository: `${prefix}/app`,
  });
  expect(promotion?.commands.every((command) => command.endsWith(` registry.example/app@${digest}`))).toBe(
    true,
  );
});

it('what another key signed does not count, and what is about another name is not right', async () => {
  const world = await newWorld();
  await world.sign('--confirm');
  const other = await createWorld(world.destinations, { signing: { publicName: undefined } });
  expect(await verify(other)).toMatchObject({ verdict: 'bad', promotion: { found: [] } });

  const file = path.join(world.folder, '.cip.yaml');
  const configuration = JSON.parse(await readFile(file, 'utf8')) as { signing: object };
  const signing = { ...configuration.signing, publicName: 'other.example' };
  await writeFile(file, JSON.stringify({ ...configuration, signing }));
  const { verdict, violations } = await verify(world);
  expect(verdict).toBe('bad');
  // The name in the signature, and in the subject and the predicate of the record.
  expect(violations).toHaveLength(3);
  expect(violations[0]).toContain('/app where it should say other.example/app');
});

it('is no business of the project: an image that it does not promote', async () => {
  const world = await newWorld();
  await promoteTo(`${registry.host}/elsewhere`);
  const item = await verify({ ...world, destinations: [`${registry.host}/elsewhere`] });
  expect(item).toMatchObject({ verdict: 'good' });
  expect(item.promotion).toBeUndefined();
});
