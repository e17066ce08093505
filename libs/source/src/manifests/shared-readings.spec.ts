import { describe, expect, it } from 'vitest';
import { SharedReadings } from './shared-readings.js';

/** Readings that end when the test says so, and a clock that stands still. */
class World {
  now = 1_000;
  inFlight = 0;
  most = 0;
  readonly ends: ((failure?: Error) => void)[] = [];
  readonly readings = new SharedReadings(
    async (beganAt) => {
      this.most = Math.max(this.most, ++this.inFlight);
      try {
        await new Promise<void>((resolve, reject) => {
          this.ends.push((failure) => {
            if (failure) reject(failure);
            else resolve();
          });
        });
      } finally {
        this.inFlight -= 1;
      }
      return beganAt;
    },
    () => this.now,
  );

  /** Ends the reading with this number, counted from 0, as soon as it has begun. */
  async end(number: number, failure?: Error): Promise<void> {
    await expect.poll(() => this.ends.length, { interval: 1 }).toBeGreaterThan(number);
    this.ends[number]?.(failure);
  }
}

describe('readings', () => {
  it('are shared by all who ask while one that is late enough is under way', async () => {
    const world = new World();
    const asked = [world.readings.since(1_000), world.readings.since(999), world.readings.since(1_000)];
    await world.end(0);
    expect(await Promise.all(asked)).toEqual([1_000, 1_000, 1_000]);
    expect(world.ends).toHaveLength(1);
  });

  it('that began too early are followed by exactly one more', async () => {
    const world = new World();
    const early = world.readings.since(1_000);
    world.now = 2_000;
    const late = Array.from({ length: 50 }, (_, index) => world.readings.since(1_500 + index));
    world.now = 3_000;
    await world.end(0);
    expect(await early).toBe(1_000);
    await world.end(1);
    expect(new Set(await Promise.all(late))).toEqual(new Set([3_000]));
    expect(world.ends).toHaveLength(2);
    expect(world.most).toBe(1);
  });

  it('that fail are the failure of those who wait for them, and of nobody else', async () => {
    const world = new World();
    const failing = world.readings.since(1_000);
    const refused = expect(failing).rejects.toThrow('down');
    world.now = 2_000;
    const next = world.readings.since(2_000);
    await world.end(0, new Error('down'));
    await refused;
    await world.end(1);
    expect(await next).toBe(2_000);
    const third = world.readings.since(2_000);
    await world.end(2);
    expect(await third).toBe(2_000);
  });

  it('are never two at a time, whoever asks in between', async () => {
    let now = 0;
    let inFlight = 0;
    let most = 0;
    const readings = new SharedReadings(
      async (beganAt) => {
        most = Math.max(most, ++inFlight);
        await new Promise(setImmediate);
        inFlight -= 1;
        if (beganAt % 3 === 0) throw new Error('down');
        return beganAt;
      },
      () => now,
    );
    const ask = async (): Promise<void> => {
      const time = ++now;
      const beganAt = await readings.since(time).catch(() => undefined);
      expect(beganAt ?? time).toBeGreaterThanOrEqual(time);
    };
    // Whoever is told of the end asks at once again, before the one that waits has begun.
    const caller = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) await ask();
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => caller(20 + index)));
    expect(most).toBe(1);
  });
});
