import type { IncomingHttpHeaders } from 'node:http';
import { agrees, type RequestMatch } from './match.js';
import type { RegistryRequest } from './request.js';
import type { RequestKind } from './route.js';

/** One request, from its arrival on. */
export interface RequestRecord {
  readonly method: string;
  readonly kind: RequestKind;
  readonly repository: string;
  readonly reference: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** True when the request had an Authorization header. */
  readonly authorized: boolean;
  /** Undefined while there is no answer; 0 when the connection broke before there was one. */
  readonly status: number | undefined;
  /** Bytes of the bodies of request and answer. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Picks records; `status` is that of the answer. */
export type CountMatch = Omit<RequestMatch, 'nth' | 'times'> & { readonly status?: number };

/** What one registry was asked, in the order of arrival. */
export class RequestLog {
  #records: Mutable<RequestRecord>[] = [];
  readonly #listeners = new Set<(record: RequestRecord) => void>();
  #inHand = 0;
  #idle: (() => void)[] = [];

  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  begin({ method, kind, repository, reference, url, headers }: RegistryRequest): Mutable<RequestRecord> {
    const authorized = headers.authorization !== undefined;
    const facts = { method, kind, repository, reference, url, headers, authorized };
    const record = { ...facts, status: undefined, bytesIn: 0, bytesOut: 0 };
    this.#records.push(record);
    this.#inHand += 1;
    for (const listener of this.#listeners) listener(record);
    return record;
  }

  /** The answer of a request is out, or its connection is gone. */
  end(): void {
    this.#inHand -= 1;
    if (this.#inHand > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when no request is in hand. */
  async idle(): Promise<void> {
    if (this.#inHand === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  count({ status, ...match }: CountMatch = {}): number {
    const counted = this.#records.filter((record) => agrees(match, record));
    return counted.filter((record) => status === undefined || record.status === status).length;
  }

  reset(): void {
    this.#records = [];
  }

  listen(listener: (record: RequestRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
