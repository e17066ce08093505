import { RegistryError } from '@cip/registry';
import { describe, expect, it, vi } from 'vitest';
import {
  hammer,
  arm,
  amd,
  both,
  rogue,
  tree,
  minute,
  change,
  handled,
  running,
} from './example-service.fixture.js';
import {
  heldGate,
  promised,
  rawManifest,
  repository,
  serviceFor,
  type Service,
  textDigest,
} from './fixtures.js';

describe('reads that fail', () => {
  const failing = (options: Parameters<typeof serviceFor>[1] = {}): Service => {
    const service = running({ grace: 0, ...options });
    service.registry.failing = () => new Error('HTTP 500');
    return service;
  };

  it('make a change wait, however long', async () => {
    const service = failing();
    const received = service.received(change('arm'));
    service.clock.now += 30 * minute;
    expect(await handled(service, received)).toContain('later: a promised manifest could not be read');
    service.registry.failing = () => undefined;
    service.clock.now += 10_000;
    expect(await handled(service, received)).toBe('VERIFIED child rev-1');
    expect(service.transactions.map(({ verdict }) => verdict)).toEqual(['UNREACHABLE', 'VERIFIED']);
  });

  it('are alerted once per event when they have lasted for too long', async () => {
    const service = failing();
    const received = service.received(change('arm'));
    service.clock.now += 60 * minute;
    await handled(service, received);
    expect(service.alerts.accepted).toEqual([]);
    service.clock.now++;
    for (let i = 0; i < 3; i++) expect(await handled(service, received)).toContain('later');
    expect(service.alerts.accepted).toMatchObject([
      {
        kind: 'unreachable',
        message: expect.stringMatching(
          /^UNREACHABLE: insert of eu\.example\/prod\/tool@sha256:\w+ has had no verdict for too long: a/,
        ) as string,
      },
    ]);
    expect(service.transactions).toHaveLength(1);
  });

  it('are alerted for each change that they hide', async () => {
    const service = failing({ unreachableAfter: 0 });
    const changes = ['stranger 1', 'stranger 2'].map((name) =>
      service.received({ digest: textDigest(name) }),
    );
    service.clock.now++;
    for (const received of changes) await handled(service, received);
    expect(new Set(service.alerts.accepted.map(({ key }) => key)).size).toBe(2);
  });

  it('are remembered for a moment: what needs the same manifest does not wait for it again', async () => {
    const service = failing();
    const reads = (): number =>
      service.registry.reads.filter((read) => read.endsWith(both.descriptor.digest)).length;
    for (const name of ['a', 'b', 'c']) {
      await handled(service, service.received({ digest: textDigest(name) }));
    }
    expect(reads()).toBe(1);
    service.clock.now += 10_000;
    await handled(service, service.received({ digest: textDigest('d') }));
    expect(reads()).toBe(2);
  });

  it('are alerted again when that alert was not accepted', async () => {
    const service = failing({ unreachableAfter: 0 });
    const received = service.received(change('arm'));
    service.clock.now++;
    service.alerts.refusing = true;
    await handled(service, received);
    service.alerts.refusing = false;
    await handled(service, received);
    expect(service.alerts.accepted).toHaveLength(1);
  });

  it('do not keep newer manifests from explaining the change', async () => {
    const service = failing();
    service.keeper.written = promised({ tool: { v3: rogue } });
    service.clock.now++;
    expect(await handled(service, service.received(change('rogue')))).toBe('VERIFIED promised rev-1');
  });

  it('a stranger too large to be a manifest is rejected all the same', async () => {
    const service = running({ grace: 0 });
    const tooLarge = new RegistryError({
      code: 'TOO_LARGE',
      host: 'eu.example',
      method: 'GET',
      url: `https://eu.example/v2/prod/tool/manifests/${rogue.descriptor.digest}`,
      reason: 'the answer is larger than 4194304 bytes',
    });
    service.registry.failing = (what) => (what.endsWith(rogue.descriptor.digest) ? tooLarge : undefined);
    expect(await handled(service, service.received(change('rogue')))).toContain('REJECTED unknown-digest');
  });

  it('a body that is no manifest is a stranger, and is not read again', async () => {
    const service = running({ grace: 0 });
    const nonsense = rawManifest('text/html', 'hello');
    service.registry.push(repository, nonsense);
    for (const id of ['1', '2']) {
      const received = service.received({ digest: nonsense.descriptor.digest }, id);
      expect(await handled(service, received)).toContain('REJECTED unknown-digest');
    }
    expect(service.registry.reads.filter((read) => read.endsWith(nonsense.descriptor.digest))).toHaveLength(
      1,
    );
  });
});

describe('reads are few', () => {
  it('a manifest is read once, for whoever needs it and wherever it is', async () => {
    const written = { tool: { v1: hammer, v2: both } };
    const service = serviceFor(promised(written, 'eu.example/prod', 'us.example/prod'));
    const repositories = [repository, 'us.example/prod/tool'];
    for (const to of repositories)
      for (const pushed of [hammer, arm, amd, both]) service.registry.push(to, pushed);
    const messages = repositories.flatMap((to) =>
      (['arm', 'amd'] as const).map((name) => service.received({ repository: to, ...change(name) })),
    );
    await handled(service, messages[0]!);
    await Promise.all(messages.map((received) => handled(service, received)));
    const digests = service.registry.reads.map((read) => read.split('@')[1]);
    expect(digests.sort()).toEqual([hammer, arm, both].map(({ descriptor }) => descriptor.digest).sort());
  });

  it('what was absent is asked for again', async () => {
    const service = serviceFor(tree);
    for (let i = 0; i < 2; i++) await handled(service, service.received(change('arm')));
    const asked = service.registry.reads.filter((read) => read.endsWith(both.descriptor.digest));
    expect(asked).toHaveLength(2);
  });

  it('what was forgotten for lack of room is read again, and nobody waits for ever', async () => {
    const service = running({ mostLinks: 1 });
    for (const name of ['arm', 'amd', 'arm'] as const) {
      expect(await handled(service, service.received(change(name)))).toContain('VERIFIED child');
    }
  });

  it('of two changes of a tag without digest, each reads for itself', async () => {
    const service = running({ grace: 0 });
    service.registry.push(repository, hammer, 'v1');
    const held = heldGate();
    service.registry.gate = held.gate;
    const first = handled(service, service.received({ tag: 'v1' }));
    const second = handled(service, service.received({ tag: 'v1' }));
    await vi.waitFor(() => {
      expect(service.registry.reads).toHaveLength(2);
    });
    held.open();
    expect(await Promise.all([first, second])).toEqual([
      'VERIFIED promised rev-0',
      'VERIFIED promised rev-0',
    ]);
  });
});

it('a host that does not answer holds up no other', async () => {
  const service = serviceFor(promised({ tool: { v2: both } }, 'eu.example/prod', 'us.example/prod'));
  const other = 'us.example/prod/tool';
  for (const one of [arm, both]) service.registry.push(other, one);
  const held = heldGate();
  service.registry.gate = held.gate;
  const silent = Array.from({ length: 100 }, (_, i) =>
    handled(service, service.received({ digest: textDigest(`stranger ${i}`) })),
  );
  await vi.waitFor(() => {
    expect(service.registry.reads.length).toBeGreaterThan(0);
  });
  service.registry.gate = () => Promise.resolve();
  const answer = handled(service, service.received({ repository: other, digest: arm.descriptor.digest }));
  expect(await answer).toContain('VERIFIED child');
  held.open();
  await Promise.all(silent);
});
