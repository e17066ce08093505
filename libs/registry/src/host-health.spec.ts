import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SilentHostError } from './failures.js';
import { type Asker, HostHealth, type Question } from './host-health.js';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
const never: Asker = {
  giveUp: () => {
    throw new Error('this request was not to be given up');
  },
  onSilence: (until) => silences.push(until),
};

let silences: number[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  silences = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function newHost(): HostHealth {
  return new HostHealth({
    firstAnswerWithin: 10_000,
    retryDeadline: 120_000,
  });
}

async function at(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000 - Date.now());
}

/** Sends a request, with the causes of which it is given up. */
function ask(host: HostHealth): { readonly question: Question; readonly causes: unknown[] } {
  const causes: unknown[] = [];
  const giveUp = (cause: unknown): void => {
    causes.push(cause);
    question.failed(cause);
  };
  const question = host.ask({ ...never, giveUp });
  return { question, causes };
}

describe('a host that has not answered yet', () => {
  it('is given up after ten seconds of failures, with the first as the reason', async () => {
    const host = newHost();
    host.ask(never).failed(refused);
    for (const second of [1, 3, 6]) {
      await at(second);
      host.ask(never).failed(new Error('another'));
      expect(host.left()).toBe(10_000 - second * 1000);
      expect(host.refusal()).toBeUndefined();
    }
    await at(10);
    host.ask(never).failed(new Error('another'));
    expect(host.refusal()).toEqual({ cause: refused });
    expect(host.left()).toBe(0);
  });

  it('is given up after ten seconds of silence, with all that wait for it', async () => {
    const host = newHost();
    const first = ask(host);
    await at(4);
    const second = ask(host);
    await at(9.9);
    expect(host.refusal()).toBeUndefined();
    await at(10.1);
    expect(first.causes).toEqual([new SilentHostError(10_000)]);
    expect(second.causes).toEqual(first.causes);
    expect(host.refusal()).toEqual({ cause: first.causes[0] });
    expect(silences).toEqual([10_000]);
  });

  it('is given up at once when its name does not resolve', () => {
    const host = newHost();
    host.ask(never).failed(unknown);
    expect(host.refusal()).toEqual({ cause: unknown });
  });

  it('is not given up for requests that our own side ended', async () => {
    const host = newHost();
    host.ask(never).withdrawn();
    await at(20);
    host.ask(never).failed(refused);
    expect(host.refusal()).toBeUndefined();
    expect(host.left()).toBe(10_000);
  });

  it('is not held to failures that nobody has repeated for long', async () => {
    const host = newHost();
    host.ask(never).failed(refused);
    await at(30);
    host.ask(never).failed(refused);
    expect(host.refusal()).toBeUndefined();
  });
});

describe('a host that has answered', () => {
  it('is given up when it has failed for the retry deadline without a sound answer', async () => {
    const host = newHost();
    host.ask(never).sound();
    const silent = host.ask(never);
    for (const second of [10, 60, 120]) {
      await at(second);
      host.ask(never).failed(refused);
      expect(host.refusal()).toBeUndefined();
    }
    await at(130);
    host.ask(never).failed(refused);
    expect(host.refusal()).toEqual({ cause: refused });
    silent.sound();
    expect(host.refusal()).toBeUndefined();
  });

  it('is not given up for requests of which others succeed', async () => {
    const host = newHost();
    for (let second = 0; second < 300; second += 10) {
      await at(second);
      host.ask(never).failed(refused);
      host.ask(never).sound();
    }
    expect(host.refusal()).toBeUndefined();
  });

  it('is not given up for one long transfer that breaks', async () => {
    const host = newHost();
    host.ask(never).sound();
    const upload = host.ask(never);
    await at(600);
    upload.failed(refused);
    expect(host.refusal()).toBeUndefined();
  });

  it('an answer that begins and breaks off is none', async () => {
    const host = newHost();
    for (let second = 0; second <= 120; second += 30) {
      await at(second);
      const question = host.ask(never);
      question.answered();
      question.failed(refused);
    }
    expect(host.refusal()).toEqual({ cause: refused });
  });
});

describe('a host that was given up', () => {
  function deadHost(): HostHealth {
    const host = newHost();
    host.ask(never).failed(unknown);
    return host;
  }

  it('is sent one question now and then, and each failure doubles the pause, up to a minute', async () => {
    const host = deadHost();
    const probes: number[] = [];
    for (let second = 0; second <= 200; second++) {
      await at(second);
      if (host.refusal()) continue;
      const probe = host.ask(never);
      expect(host.refusal()).toEqual({ cause: unknown });
      probe.failed(refused);
      probes.push(second);
    }
    expect(probes).toEqual([16, 47, 108, 169]);
  });

  it('takes a question on trial no longer than a first answer', async () => {
    const host = deadHost();
    await at(16);
    const probe = ask(host);
    await at(25);
    expect(probe.causes).toEqual([]);
    await at(26.1);
    expect(probe.causes).toEqual([unknown]);
    expect(host.refusal()).toEqual({ cause: unknown });
  });

  it('is asked again when it has answered', async () => {
    const host = deadHost();
    await at(16);
    host.ask(never).sound();
    expect(host.refusal()).toBeUndefined();
    expect(host.left()).toBe(Infinity);
  });

  it('may be tried by the next when the question on trial is withdrawn', async () => {
    const host = deadHost();
    await at(16);
    host.ask(never).withdrawn();
    expect(host.refusal()).toBeUndefined();
  });

  it('is tried like a new one when nobody has asked for long', async () => {
    const host = deadHost();
    await at(121);
    expect(host.refusal()).toBeUndefined();
    expect(host.left()).toBe(10_000);
  });
});
