import { referrersTag, type WriteOnceTarget } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  type RegistryOptions as ServerOptions,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from './fixtures/fake-clock.js';
import { createRegistry, type RegistryOptions, SharedQuotas, type WaitEvent } from './index.js';

const image = buildImage('pushed');
const other = buildImage('other');
const manifest = { descriptor: image.descriptor, bytes: image.bytes };

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

/** A server, and a client for whom time passes only when the test says so. */
class Scene implements AsyncDisposable {
  readonly waits: WaitEvent[] = [];
  readonly client;

  constructor(
    readonly server: TestRegistry,
    options: RegistryOptions,
  ) {
    const onWait = (event: WaitEvent): number => this.waits.push(event);
    const quotas = new SharedQuotas(clock);
    this.client = createRegistry({ rights: 'write-once', clock, quotas, onWait, ...options });
  }

  get repository(): WriteOnceTarget {
    return this.client.repository(`${this.server.host}/team/app`);
  }

  /** Somebody else gives the tag to another image. */
  takeTag(): void {
    this.server.seed('team/app', other, ['v1']);
  }

  /** What was asked of the tag. */
  get asked(): string[] {
    return this.server.requests.flatMap(({ method, reference }) => (reference === 'v1' ? [method] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.server.close();
  }
}

async function scene(options: RegistryOptions = {}, server: ServerOptions = {}): Promise<Scene> {
  return new Scene(await startRegistry({ verifyReferences: false, ...server }), options);
}

const push = ({ repository }: Scene): Promise<'written' | 'existing'> =>
  repository.pushManifest(manifest, { tag: 'v1', tagAbsentAt: clock.now() });

const seconds = (count: number): Promise<void> => clock.pass(count * 1000);

describe('a tag that is written by somebody else more than a minute after it was seen absent', () => {
  it('while the host asks to be left alone stays as it is', async () => {
    await using on = await scene();
    on.server.fault({
      action: 'status',
      status: 429,
      headers: { 'retry-after': '100' },
      match: { method: 'GET' },
    });
    const refused = on.repository.fetchManifest(other.descriptor.digest);
    await expect.poll(() => on.waits.length).toBe(1);
    const pushing = push(on);
    pushing.catch(() => undefined);
    await seconds(75);
    on.takeTag();
    await seconds(25);
    await expect(pushing).rejects.toMatchObject({ code: 'TAG_MOVED', present: other.descriptor.digest });
    expect(on.asked).toEqual(['HEAD']);
    await refused;
  });

  it('while the host refuses the write itself stays as it is', async () => {
    await using on = await scene();
    on.server.fault({
      action: 'status',
      status: 429,
      headers: { 'retry-after': '100' },
      match: { method: 'PUT' },
    });
    const pushing = push(on);
    pushing.catch(() => undefined);
    await expect.poll(() => on.waits.length).toBe(1);
    await seconds(75);
    on.takeTag();
    await expect.poll(async () => (await seconds(25), on.asked)).toEqual(['PUT', 'HEAD']);
    await expect(pushing).rejects.toMatchObject({ code: 'TAG_MOVED' });
  });

  it('while all slots are taken stays as it is', async () => {
    await using on = await scene({ concurrency: 1 });
    const gate = on.server.gate({ method: 'GET' });
    const reading = on.repository.fetchManifest(other.descriptor.digest);
    await gate.arrived;
    const pushing = push(on);
    await seconds(75);
    on.takeTag();
    gate.open();
    await expect(pushing).rejects.toMatchObject({ code: 'TAG_MOVED' });
    expect(on.asked).toEqual(['HEAD']);
    await reading;
  });

  it('while a token is fetched stays as it is', async () => {
    const auth = { kind: 'bearer', user: 'user', password: 'secret' } as const;
    const answer = { kind: 'basic', username: 'user', password: 'secret' } as const;
    await using on = await scene({ credentials: () => Promise.resolve(answer) }, { auth });
    const gate = on.server.gate({ kind: 'token' });
    const pushing = push(on);
    await gate.arrived;
    await seconds(75);
    on.takeTag();
    gate.open();
    await expect(pushing).rejects.toMatchObject({ code: 'TAG_MOVED' });
  });

  it('while the answer about it is on its way stays as it is', async () => {
    await using on = await scene();
    on.server.fault({
      action: 'respond',
      match: { method: 'HEAD' },
      respond: () => {
        on.takeTag();
        clock.jump(75_000);
        return { status: 404, headers: {}, body: new Uint8Array() };
      },
    });
    await expect(on.repository.pushManifest(manifest, { tag: 'v1' })).rejects.toMatchObject({
      code: 'TAG_MOVED',
    });
    expect(on.asked).toEqual(['HEAD', 'HEAD']);
  });
});

describe('a list of referrers that somebody else grows while its write waits', () => {
  it('keeps their entry', async () => {
    await using on = await scene({}, { referrers: false });
    const [mine, theirs] = ['mine', 'theirs'].map((seed) =>
      buildArtifact(seed, { subject: image.descriptor }),
    );
    const tag = referrersTag(image.descriptor.digest);
    const other = createRegistry({ rights: 'write-once', quotas: new SharedQuotas() });
    const headers = { 'retry-after': '100' };
    on.server.fault({ action: 'status', status: 429, headers, match: { method: 'PUT', reference: tag } });
    const pushing = on.repository.pushManifest(mine!);
    await expect.poll(() => on.waits.length).toBe(1);
    await other.repository(`${on.server.host}/team/app`).pushManifest(theirs!);
    let isDone = false;
    void pushing.finally(() => (isDone = true));
    await expect.poll(async () => (await seconds(100), isDone)).toBe(true);
    await pushing;
    const listed = await other.repository(`${on.server.host}/team/app`).referrers(image.descriptor.digest);
    expect(listed.map(({ digest }) => digest).sort()).toEqual(
      [mine!, theirs!].map(({ descriptor }) => descriptor.digest).sort(),
    );
    await other.close();
  });
});

describe('a tag that nobody takes', () => {
  it('is looked at once after a long wait, and written', async () => {
    await using on = await scene({ concurrency: 1 });
    const gate = on.server.gate({ method: 'GET' });
    const reading = on.repository.fetchManifest(other.descriptor.digest);
    await gate.arrived;
    const pushes = [push(on), on.repository.pushManifest(manifest, { tag: 'v2', tagAbsentAt: clock.now() })];
    await seconds(61);
    gate.open();
    await Promise.all([reading, ...pushes]);
    expect(on.asked).toEqual(['HEAD', 'PUT']);
  });

  it('is not written where the host never says what it is in time', async () => {
    await using on = await scene();
    on.server.fault({
      action: 'respond',
      match: { method: 'HEAD', times: Infinity },
      respond: () => {
        clock.jump(61_000);
        return { status: 404, headers: {}, body: new Uint8Array() };
      },
    });
    await expect(on.repository.pushManifest(manifest, { tag: 'v1' })).rejects.toMatchObject({
      code: 'TIMEOUT',
    });
    expect(on.server.writes).toBe(0);
  });
});
