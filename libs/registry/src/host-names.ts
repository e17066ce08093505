/** Hosts named as `HOST`, which stands for all of its ports, or `HOST:PORT`. */
export class HostNames {
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
  }

  has(hostAndPort: string): boolean {
    const host = hostAndPort.toLowerCase();
    return this.#names.has(host) || this.#names.has(withoutPort(host));
  }
}

export function withoutPort(hostAndPort: string): string {
  return hostAndPort.replace(/:[0-9]+$/, '');
}
