import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAlerts } from './create-alerts.js';
import { ManualSink, readableLog, rejected } from './fixtures.js';

type Step =
  | { readonly kind: 'raise'; readonly name: string }
  | { readonly kind: 'answer'; readonly which: number; readonly accepted: boolean }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'breathe' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('raise' as const),
        name: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        which: fc.nat(5),
        accepted: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 70 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('breathe' as const) }) },
  ),
  { maxLength: 60 },
);

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Run {
  readonly sink = new ManualSink();
  readonly raised = new Map<string, number>();
  readonly #open: Promise<void>[] = [];
  readonly #unanswered = new Set<number>();
  #seen = 0;
  #now = 0;
  readonly alerts = createAlerts({
    sinks: [this.sink],
    log: readableLog().log,
    most: 3,
    clock: () => this.#now,
  });

  async take(step: Step): Promise<void> {
    if (step.kind === 'raise') this.#raise(step.name);
    if (step.kind === 'wait') this.#now += step.minutes * 60_000;
    if (step.kind === 'answer') this.#answer(step.which, step.accepted);
    if (step.kind === 'breathe') await turn();
  }

  /** Every report is accepted from now on. */
  async end(): Promise<void> {
    const state = { closed: false };
    const close = Promise.all(this.#open)
      .then(() => this.alerts.close())
      .then(() => (state.closed = true));
    while (!state.closed) {
      this.#answer(0, true);
      await turn();
    }
    await close;
  }

  #raise(name: string): void {
    const alert = rejected(name);
    const accepted = (): void => {
      this.raised.set(alert.key, (this.raised.get(alert.key) ?? 0) + 1);
    };
    this.#open.push(this.alerts.raise(alert).then(accepted, () => undefined));
  }

  #answer(which: number, accepted: boolean): void {
    for (; this.#seen < this.sink.sendings.length; this.#seen += 1) this.#unanswered.add(this.#seen);
    const index = [...this.#unanswered].at(which % Math.max(1, this.#unanswered.size));
    if (index === undefined) return;
    this.#unanswered.delete(index);
    const sending = this.sink.sendings[index]!;
    if (accepted) sending.accept();
    else sending.refuse();
  }
}

it('the counts of accepted reports are those of accepted findings, whatever the order of things', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const run = new Run();
      for (const step of taken) await run.take(step);
      await run.end();
      expect(run.sink.accepted).toEqual(run.raised);
    }),
    { numRuns: 500 },
  );
});

it('nothing accepted is unsent but repeats within the hour of a report', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const run = new Run();
      for (const step of taken) {
        await run.take(step);
        await turn();
        for (const key of run.raised.keys()) expect(run.sink.accepted.get(key)).toBeGreaterThan(0);
      }
      await run.end();
    }),
    { numRuns: 200 },
  );
});
