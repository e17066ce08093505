import type { Secrets } from './auth/secrets.js';

/**
 * How hosts are called in errors, logs and statistics. A registry may lead to a host whose name repeats our credentials,
 * which are cut out of it. A host that the user named keeps its name: cutting out of it would give a part of it away.
 */
export class ShownHosts {
  readonly #named = new Set<string>();

  constructor(private readonly secrets: Secrets) {}

  /** A request is sent to a host; `isElsewhere`: a registry led to it. */
  asked(host: string, isElsewhere: boolean): void {
    if (!isElsewhere) this.#named.add(host);
  }

  of(host: string): string {
    return this.#named.has(host) ? host : this.secrets.cut(host);
  }
}
