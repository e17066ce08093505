/** A reader was too slow for the others: it has to read the source for itself. */
export class DetachedError extends Error {
  constructor(readonly host: string) {
    super(`${host} fell behind and was detached from the shared read`);
    this.name = 'DetachedError';
  }
}

// Patience grows back at this share of the time: so much slower may one host make the others in a long run.
const regrowth = 0.05;

/** How long each host may still hold up the others, in milliseconds. */
export class Patience {
  readonly #spent = new Map<string, number>();
  readonly #start = performance.now();

  constructor(private readonly perHost: number) {}

  left(host: string): number {
    const grown = (performance.now() - this.#start) * regrowth;
    return Math.max(0, this.perHost + grown - (this.#spent.get(host) ?? 0));
  }

  spend(host: string, milliseconds: number): void {
    this.#spent.set(host, (this.#spent.get(host) ?? 0) + milliseconds);
  }
}

class Branch {
  readonly queue: Uint8Array[] = [];
  queued = 0;
  outcome: 'open' | 'ended' | 'closed' | { readonly error: unknown } = 'open';
  wake: () => void = () => undefined;

  constructor(readonly host: string) {}

  settle(outcome: Branch['outcome']): void {
    if (outcome === 'closed') this.#drop();
    if (this.outcome !== 'open') return;
    this.outcome = outcome;
    if (outcome !== 'ended') this.#drop();
    this.wake();
  }

  #drop(): void {
    this.queue.length = 0;
    this.queued = 0;
  }

  push(chunk: Uint8Array): void {
    this.queue.push(chunk);
    this.queued += chunk.byteLength;
    this.wake();
  }
}

/**
 * One read of a stream for many readers. The read goes on when every reader has room in its window. A full reader may
 * hold up starving ones for as long as its host has patience left, then it is detached.
 */
export class Broadcast {
  readonly #branches = new Set<Branch>();
  #started = false;
  #read = false;
  #ended = false;
  #changed: () => void = () => undefined;

  constructor(
    private readonly open: () => AsyncIterable<Uint8Array>,
    private readonly windowBytes: number,
    private readonly patience: Patience,
    private readonly onEnd: () => void,
  ) {}

  /**
   * Adds a reader; the read of the source starts when the first reader asks for its first bytes. Every reader must
   * leave in the end, whether it read or not.
   */
  join(host: string): { readonly stream: AsyncIterable<Uint8Array>; readonly leave: () => void } {
    if (this.#started) throw new Error('a broadcast that runs takes no more readers');
    const branch = new Branch(host);
    this.#branches.add(branch);
    return {
      stream: { [Symbol.asyncIterator]: () => this.#take(branch) },
      leave: () => {
        this.#leave(branch);
      },
    };
  }

  #leave(branch: Branch): void {
    branch.settle('closed');
    this.#changed();
    if (!this.#started && this.#active().length === 0) this.#started = this.#read = true;
    this.#endWhenDrained();
  }

  /** The memory is free again when the source was read and nobody has any of it left to take. */
  #endWhenDrained(): void {
    const drained = [...this.#branches].every((branch) => branch.outcome !== 'open' && branch.queued === 0);
    if (!this.#read || !drained || this.#ended) return;
    this.#ended = true;
    this.onEnd();
  }

  async *#take(branch: Branch): AsyncGenerator<Uint8Array, void> {
    this.#start();
    try {
      for (;;) {
        const chunk = branch.queue.shift();
        if (chunk) {
          branch.queued -= chunk.byteLength;
          this.#changed();
          this.#endWhenDrained();
          yield chunk;
        } else if (branch.outcome === 'open') {
          this.#changed();
          await new Promise<void>((resolve) => (branch.wake = resolve));
        } else if (typeof branch.outcome === 'object') throw branch.outcome.error;
        else return;
      }
    } finally {
      branch.settle('closed');
      this.#changed();
      this.#endWhenDrained();
    }
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    let outcome: Branch['outcome'] = 'ended';
    try {
      for await (const chunk of this.open()) {
        for (const branch of this.#active()) branch.push(chunk);
        await this.#room();
        if (this.#active().length === 0) break;
      }
    } catch (error) {
      outcome = { error };
    }
    for (const branch of this.#active()) branch.settle(outcome);
    this.#read = true;
    this.#endWhenDrained();
  }

  #active(): Branch[] {
    return [...this.#branches].filter((branch) => branch.outcome === 'open');
  }

  async #room(): Promise<void> {
    for (;;) {
      const active = this.#active();
      const full = active.filter((branch) => branch.queued >= this.windowBytes);
      if (full.length === 0) return;
      const starving = active.some((branch) => branch.queued === 0);
      if (!starving) await this.#change();
      else await this.#holdUp(full);
    }
  }

  async #holdUp(full: readonly Branch[]): Promise<void> {
    const worn = full.filter((branch) => this.patience.left(branch.host) <= 0);
    for (const branch of worn) branch.settle({ error: new DetachedError(branch.host) });
    if (worn.length > 0) return;
    const started = performance.now();
    await this.#change(Math.min(...full.map((branch) => this.patience.left(branch.host))));
    const spent = performance.now() - started;
    for (const branch of full) this.patience.spend(branch.host, spent);
  }

  /** Resolves when any reader took something or left, at the latest after the given milliseconds. */
  async #change(atMost?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#changed = resolve;
      if (atMost !== undefined) timer = setTimeout(resolve, Math.ceil(atMost));
    });
    clearTimeout(timer);
    this.#changed = () => undefined;
  }
}
