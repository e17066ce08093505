import { lookup } from 'node:dns/promises';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type FaultAction, registriesYaml, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digest, expectSentences, other, type Pair, startPair } from './pair.js';
import { type CipResult, runCip } from './run-cip.js';
import { complaintsOf } from './world.js';

describe.concurrent('a registry that is none', () => {
  function expectUnreachable(result: CipResult, says: string | RegExp): void {
    const complaints = complaintsOf(result);
    expect(complaints).not.toHaveLength(0);
    for (const { kind, reason } of complaints) {
      expect(kind).toBe('unreachable');
      expect(reason).toMatch(says);
    }
    expect(result).toMatchObject({ code: 1, stderr: '' });
    expectSentences(result);
  }

  async function moveProduction(pair: Pair, host: string): Promise<void> {
    const source = `${pair.staging.host}/staging`;
    for (const subproject of ['sound', 'other']) {
      const file = path.join(pair.folder, 'manifests', subproject, 'promoter-manifest.yaml');
      await writeFile(file, registriesYaml({ source, destinations: [`${host}/prod`] }));
    }
  }

  it('an unknown name is not asked for again until the deadline', async ({ skip }) => {
    const resolved = await lookup('does-not-exist.invalid').catch((error: unknown) => error);
    // Without a name server nobody knows that there is no such name.
    if (!isUnknownName(resolved)) return skip('the resolver of this machine does not say ENOTFOUND');
    await using pair = await startPair();
    await moveProduction(pair, 'does-not-exist.invalid');
    // The whole run may take 20 seconds.
    const result = await pair.promote('--retry-deadline', '10m');
    expectUnreachable(result, 'does-not-exist.invalid');
  });

  it('a port where nobody listens', async () => {
    await using pair = await startPair();
    const gone = await startRegistry();
    await gone.close();
    await moveProduction(pair, gone.host);
    const result = await pair.promote('--retry-deadline', '2s');
    expectUnreachable(result, /ECONNREFUSED.*tried again until the deadline/);
  });

  const answers: readonly { name: string; fault: FaultAction; says: RegExp }[] = [
    { name: 'garbage', fault: { action: 'garbage' }, says: /a registry and that no proxy/ },
    { name: '401', fault: { action: 'status', status: 401 }, says: /401.*no credentials were sent/ },
    {
      name: '403',
      fault: { action: 'status', status: 403 },
      says: /403.*check the name of the repository and who has access to it/,
    },
    { name: '302 to itself', fault: { action: 'redirect', location: '/again' }, says: /redirects/ },
  ];
  const sides = (['staging', 'production'] as const).flatMap((side) =>
    answers.map((answer) => ({ ...answer, side })),
  );

  it.each(sides)('$name at $side', async ({ fault, says, side }) => {
    await using pair = await startPair();
    pair[side].fault({ match: { times: Infinity }, ...fault });
    const result = await pair.promote();
    expectUnreachable(result, says);
    for (const { reason } of complaintsOf(result)) expect(reason).toContain(`http://${pair[side].host}/`);
    expect(pair.production.writes).toBe(0);
  });

  it.each([
    ['a dry run', ['plan', '--thin-manifest-dir', '.'], 'not given; add --use-credentials to send'],
    [
      'a run that is to be anonymous',
      ['promote', '--thin-manifest-dir', '.', '--confirm', '--anonymous'],
      'because --anonymous was given; leave out --anonymous to send',
    ],
  ])('401 to %s, told once, with the flag that helps', async (_, args, says) => {
    await using pair = await startPair();
    pair.staging.fault({ match: { times: Infinity }, action: 'status', status: 401 });
    const { stdout } = await pair.cip(args);
    expect(stdout).toContain(`${pair.staging.host}: 2 items for 2 repositories: the source cannot be read: `);
    expect(stdout.split(says)).toHaveLength(2);
    const { items } = parsed(await pair.cip([...args, '--format', 'json']));
    expect(items).toMatchObject([
      { kind: 'unreachable', side: 'source', failure: { code: 'UNAUTHORIZED', status: 401 } },
      { kind: 'unreachable', side: 'source', failure: { host: pair.staging.host } },
    ]);
  });

  const manifests: readonly { name: string; fault: FaultAction; says: RegExp }[] = [
    { name: 'of 10 GB', fault: { action: 'huge-length' }, says: /larger than/ },
    { name: 'with other bytes', fault: { action: 'corrupt' }, says: new RegExp(digest) },
    {
      name: 'that is another one',
      fault: { action: 'respond', respond: anotherManifest },
      says: new RegExp(digest),
    },
  ];

  it.each(manifests)('a manifest $name', async ({ fault, says }) => {
    await using pair = await startPair();
    const match = { kind: 'manifest', reference: digest, times: Infinity } as const;
    pair.staging.fault({ match, ...fault });
    const args = ['promote', '--thin-manifest-dir', '.', '--confirm', '--format', 'json'];
    const nodeOptions = ['--max-old-space-size=64'];
    const result = await runCip(args, { cwd: pair.folder, nodeOptions });
    expectUnreachable(result, says);
    expect(pair.production.digestSet()).toEqual([`prod/other@${other.descriptor.digest},v1`]);
  });
});

function parsed({ stdout }: CipResult): { readonly items: readonly unknown[] } {
  return JSON.parse(stdout) as { items: readonly unknown[] };
}

function anotherManifest(): { status: number; headers: Record<string, string>; body: Uint8Array } {
  return { status: 200, headers: { 'content-type': other.descriptor.mediaType }, body: other.bytes };
}

function isUnknownName(answer: unknown): boolean {
  return answer instanceof Error && 'code' in answer && answer.code === 'ENOTFOUND';
}
