import { Picker, type RequestMatch } from './match.js';
import type { RegistryRequest } from './request.js';

/** Holds the requests that it picks until it is opened. */
export interface Gate {
  /** Resolves when the first request waits. */
  readonly arrived: Promise<void>;
  /** How many requests have arrived so far. */
  readonly count: number;
  /** Lets all requests pass, those that wait and later ones. */
  open(): void;
}

interface Barrier {
  readonly picker: Picker;
  readonly opened: Promise<void>;
  readonly announce: () => void;
}

/** The gates of one registry. */
export class Gates {
  readonly #barriers = new Set<Barrier>();

  add(match: RequestMatch): Gate {
    const picker = new Picker({ times: Infinity, ...match });
    const [arrived, announce] = signal();
    const [opened, release] = signal();
    const barrier = { picker, opened, announce };
    this.#barriers.add(barrier);
    return {
      arrived,
      get count() {
        return picker.picked;
      },
      open: () => {
        this.#barriers.delete(barrier);
        release();
      },
    };
  }

  async pass(request: RegistryRequest): Promise<void> {
    for (const { picker, opened, announce } of this.#barriers) {
      if (!picker.pick(request)) continue;
      announce();
      await opened;
    }
  }
}

function signal(): [Promise<void>, () => void] {
  let fire = (): void => undefined;
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return [
    fired,
    () => {
      fire();
    },
  ];
}
