import { type Clock, systemClock } from './clock.js';
import { Quota, type QuotaSettings, type WaitEvent } from './quota.js';

/** A client's part in what several know of hosts. */
export interface QuotaShare {
  readonly quota: Quota;
  /** What is known goes with the last client that releases it. */
  readonly release: () => void;
}

/** What clients with the same settings know of hosts, for as long as one of them is open. */
export class SharedQuotas {
  readonly #known = new Map<string, { readonly quota: Quota; users: number }>();

  constructor(private readonly clock: Clock = systemClock) {}

  share(settings: QuotaSettings, onWait?: (event: WaitEvent) => void): QuotaShare {
    const key = keyOf(settings);
    const entry = this.#known.get(key) ?? { quota: new Quota(settings, this.clock), users: 0 };
    this.#known.set(key, entry);
    entry.users += 1;
    const stopListening = onWait && entry.quota.listen(onWait);
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      stopListening?.();
      entry.users -= 1;
      if (entry.users === 0) this.#known.delete(key);
    };
    return { quota: entry.quota, release };
  }
}

function keyOf(settings: QuotaSettings): string {
  const { hosts, ...others } = settings;
  return JSON.stringify({ ...others, hosts: hosts && [...hosts] });
}

/** Of the whole process. */
export const processQuotas = new SharedQuotas();
