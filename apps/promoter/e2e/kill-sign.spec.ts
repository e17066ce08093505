import {
  createGitRepository,
  type DockerRegistry,
  noDockerRegistry,
  startDockerRegistry,
  startSigstore,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy } from './answer-proxy.js';
import {
  attachedIn,
  closeWorlds,
  createWorld,
  images,
  kindsOf,
  promoteTo,
  reportOf,
} from './signing-world.js';

/** The soak target kills at every request of both signers. */
const isSoak = process.env['CIP_SOAK_KILLS'] !== undefined;

/** How a digest comes to be signed. */
const ways = [
  { name: 'cip sign with a key', command: 'sign', signer: 'key', every: isSoak ? 1 : 5 },
  { name: 'cip sign, keyless', command: 'sign', signer: 'keyless', every: isSoak ? 1 : 9 },
  { name: 'cip promote', command: 'promote', signer: 'key', every: isSoak ? 1 : 10 },
] as const;
type Way = (typeof ways)[number];

const atATime = 3;
/** More requests than any run sends. */
const most = 400;

const promoter = { uri: 'https://promoter.example', verifierId: 'https://promoter.example/verifier' };

let sigstore: TestSigstore;
let docker: DockerRegistry | undefined;

beforeAll(async () => {
  sigstore = await startSigstore();
  if ((await noDockerRegistry()) === undefined) docker = await startDockerRegistry();
});
afterAll(async () => {
  await Promise.all([docker?.close(), sigstore[Symbol.asyncDispose](), closeWorlds()]);
});

/** Kills a run when so many answers have come, and runs it again. Whether the first one lived so long. */
async function recoversFrom(
  nth: number,
  { command, signer, name }: Way,
  registry: DockerRegistry,
): Promise<boolean> {
  await using proxy = await startProxy(registry.host);
  const below = `${name.replace(/\W+/g, '-')}-${nth}`;
  const source = `${registry.host}/${below}/staging`;
  const destinations = ['us', 'eu'].map((region) => `${proxy.host}/${below}/${region}`);
  for (const prefix of command === 'sign' ? [source, ...destinations] : [source]) await promoteTo(prefix);
  const world = await createWorld(destinations, {
    signer,
    sigstore,
    source,
    signing: { summaries: true, promoter },
    wanted: { [images.app.descriptor.digest]: ['v1'] },
  });
  const git = await createGitRepository(world.folder);
  await git.git('remote', 'add', 'origin', 'https://github.com/org/repo.git');
  await git.commit('promote');
  const running = world.start(command, '--confirm');
  let answered = 0;
  proxy.onAnswer = () => {
    if (++answered === nth) running.kill('SIGKILL');
  };
  const { signal } = await running.finished;
  proxy.onAnswer = () => undefined;
  const next = await world.run(command, '--confirm');
  expect(next, `after answer ${nth}: ${next.stdout}${next.stderr}`).toMatchObject({ code: 0 });
  expect(
    reportOf(command === 'sign' ? next : await world.sign()).items.flatMap(({ surplus }) => surplus),
  ).toEqual([]);
  const [there, copied] = await Promise.all(destinations.map(attachedIn));
  expect(kindsOf(there ?? []), `after answer ${nth}`).toEqual(['app record', 'app signature', 'app summary']);
  expect(copied, `after answer ${nth}`).toEqual(there);
  return signal === 'SIGKILL';
}

it.for(ways)(
  'killed at any request, $name ends with one of each everywhere after the next run',
  { timeout: 600_000 },
  async (way, { skip }) => {
    const missing = await noDockerRegistry();
    if (missing !== undefined || !docker) return skip(missing ?? '');
    const registry = docker;
    let next = 1;
    let kills = 0;
    const worker = async (): Promise<void> => {
      for (let nth = next; nth < most; nth = next) {
        next += way.every;
        if (await recoversFrom(nth, way, registry)) kills += 1;
        else next = most;
      }
    };
    await Promise.all(Array.from({ length: atATime }, worker));
    expect(kills).toBeGreaterThan(20 / way.every);
  },
);
