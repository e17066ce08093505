import type { Alert, AlertSink } from '@cip/watch';

export interface GroupOptions {
  /** Milliseconds after an accepted report in which the same finding is only counted. */
  readonly groupFor: number;
  /** How many findings are remembered. */
  readonly most: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** One finding, as one sink knows it. */
interface Group {
  alert: Alert;
  /** Of the last report; undefined before there was one. */
  acceptedAt: number | undefined;
  /** Repeats that count as alerted, and that no report has told of. */
  pending: number;
  /** Those who wait for the report that is being sent, apart from the first. */
  joined: number;
  sending: Promise<void> | undefined;
}

/**
 * What one sink has accepted. Every raise that resolves is in the count of exactly one accepted report, or pending. Of
 * the findings that are too many, the one reported longest ago is forgotten, after a last report of what is pending.
 */
export class SinkGroups {
  /** Of which a report was accepted, in the order of their last reports. */
  readonly #groups = new Map<string, Group>();
  /** Whose first report is being sent: no more than there are callers. */
  readonly #fresh = new Map<string, Group>();
  readonly #closing = new AbortController();

  constructor(
    readonly sink: AlertSink,
    private readonly options: GroupOptions,
  ) {}

  /** Resolves when a report was accepted, or the alert is a repeat of one that was. Rejects as the sink does. */
  async raise(alert: Alert): Promise<void> {
    const group = this.#groups.get(alert.key) ?? this.#fresh.get(alert.key);
    if (group?.sending) {
      group.joined += 1;
      return group.sending;
    }
    if (group && this.#isRecent(group)) {
      group.pending += 1;
      return;
    }
    if (group) return this.#report(group, alert, 1);
    await Promise.all([this.#report(this.#add(alert), alert, 1), this.#makeRoom()]);
  }

  /** How many repeats no report has told of. */
  get pending(): number {
    return [...this.#groups.values()].reduce((sum, group) => sum + group.pending, 0);
  }

  /** Reports what is pending; what is not accepted before the signal aborts stays so. */
  async flush(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => {
      this.#closing.abort(signal.reason);
    });
    const groups = [...this.#groups.values(), ...this.#fresh.values()];
    await Promise.allSettled(groups.flatMap(({ sending }) => sending ?? []));
    const told = [...this.#groups.values()].filter((group) => group.pending > 0);
    await Promise.allSettled(told.map((group) => this.#report(group, group.alert, 0)));
  }

  #add(alert: Alert): Group {
    const group: Group = { alert, acceptedAt: undefined, pending: 0, joined: 0, sending: undefined };
    this.#fresh.set(alert.key, group);
    return group;
  }

  /** A clock that was set back makes nothing recent: rather one alert too many. */
  #isRecent({ acceptedAt }: Group): boolean {
    if (acceptedAt === undefined) return false;
    const age = this.options.clock() - acceptedAt;
    return age >= 0 && age < this.options.groupFor;
  }

  #report(group: Group, alert: Alert, raised: 0 | 1): Promise<void> {
    group.sending = this.#send(group, alert, group.pending + raised);
    return group.sending;
  }

  async #send(group: Group, alert: Alert, count: number): Promise<void> {
    const { signal } = this.#closing;
    try {
      await this.sink.send(alert, count, { signal });
    } catch (error) {
      group.sending = undefined;
      group.joined = 0;
      if (group.acceptedAt === undefined) this.#fresh.delete(alert.key);
      throw error;
    }
    this.#accepted(group, alert);
  }

  #accepted(group: Group, { contents: _, ...alert }: Alert): void {
    // Contents may be large, and have been told.
    group.alert = alert;
    group.acceptedAt = this.options.clock();
    group.pending = group.joined;
    group.joined = 0;
    group.sending = undefined;
    this.#fresh.delete(alert.key);
    this.#groups.delete(alert.key);
    this.#groups.set(alert.key, group);
  }

  /** Whoever is being reported stays. */
  async #makeRoom(): Promise<void> {
    for (const [key, group] of this.#groups) {
      if (this.#groups.size + this.#fresh.size <= this.options.most) return;
      if (group.sending) continue;
      if (group.pending === 0) {
        this.#groups.delete(key);
        continue;
      }
      // A refusal leaves all as it was; the next finding tries again.
      await this.#report(group, group.alert, 0).catch(() => undefined);
      this.#forget(key, group);
      return;
    }
  }

  #forget(key: string, { pending, sending }: Group): void {
    if (pending === 0 && !sending) this.#groups.delete(key);
  }
}
