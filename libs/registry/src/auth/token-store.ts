import type { Scope } from './scopes.js';

/** A bearer token and what it may be used for. `expiresAt` is in milliseconds since the epoch. */
export interface Token {
  readonly value: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAt: number;
}

/** The tokens of one host, by repository. A token that may do more serves a request that needs less. */
export class TokenStore {
  readonly #tokens = new Map<string, Token[]>();

  find(repository: string, scopes: readonly Scope[], now: number): Token | undefined {
    return this.#tokens
      .get(repository)
      ?.find((token) => now < token.expiresAt && scopes.every((scope) => token.scopes.has(scope)));
  }

  keep(repository: string, token: Token, now: number): void {
    const others = (this.#tokens.get(repository) ?? []).filter((other) => now < other.expiresAt);
    this.#tokens.set(repository, [...others, token]);
  }

  /** Forgets a token that the registry no longer takes, and what was granted beside it: they tend to end together. */
  drop(repository: string, value: string): void {
    const refused = this.#tokens.get(repository)?.some((token) => token.value === value) ?? false;
    if (refused) this.#tokens.delete(repository);
  }
}
