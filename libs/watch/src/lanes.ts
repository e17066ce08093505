/** Work that waits in lines of its own, so that one that stands still holds up no other. */
export class Lanes<T> {
  readonly #lanes = new Map<string, Lane<T>>();
  readonly #idle: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly work: (item: T) => Promise<void>,
    /** Items of one lane that are worked on at a time. */
    private readonly atATime: number,
  ) {}

  /** Items of a lane that have the same key are worked on one after the other, in their order. */
  add(name: string, key: string | undefined, item: T): void {
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = { waiting: new Set(), busy: new Set(), running: 0 }));
    lane.waiting.add({ key, item });
    this.#pump(lane);
  }

  /** Resolves when there is nothing left to do. */
  async idle(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #pump(lane: Lane<T>): void {
    while (lane.running < this.atATime) {
      const next = nextOf(lane);
      if (!next) return;
      lane.waiting.delete(next);
      void this.#run(lane, next);
    }
  }

  async #run(lane: Lane<T>, { key, item }: Waiting<T>): Promise<void> {
    lane.running += 1;
    this.#running += 1;
    if (key !== undefined) lane.busy.add(key);
    try {
      await this.work(item);
    } finally {
      if (key !== undefined) lane.busy.delete(key);
      lane.running -= 1;
      this.#pump(lane);
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }
}

interface Waiting<T> {
  readonly key: string | undefined;
  readonly item: T;
}

interface Lane<T> {
  readonly waiting: Set<Waiting<T>>;
  /** Keys of what is worked on. */
  readonly busy: Set<string>;
  running: number;
}

const mostLookedAt = 1_000;

/** The first whose key nobody works on. */
function nextOf<T>({ waiting, busy }: Lane<T>): Waiting<T> | undefined {
  let looked = 0;
  for (const one of waiting) {
    if (one.key === undefined || !busy.has(one.key)) return one;
    if (++looked === mostLookedAt) return undefined;
  }
  return undefined;
}
