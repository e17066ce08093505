import type { Agent } from 'undici';
import type { AccessRefusal, Identity } from './auth/access.js';
import type { Secrets } from './auth/secrets.js';
import type { CallBody, Condition, Method } from './call.js';
import type { Clock } from './clock.js';
import type { HostHealths } from './host-healths.js';
import type { Lane } from './host-quota.js';
import type { RequestKind, RequestLedger } from './ledger.js';
import type { PaceLimits } from './pace.js';
import type { Quota, WaitEvent } from './quota.js';
import type { ShownHosts } from './shown-hosts.js';

/** One request to one host. */
export interface Hop {
  readonly kind: RequestKind;
  readonly method: Method;
  readonly url: URL;
  /** The registry only led to this host: by a redirect, or as its token service. */
  readonly isElsewhere: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Gives the `Authorization` header when the request's turn has come: a token got earlier may have ended by then. */
  readonly authorize?: (() => Promise<string | undefined>) | undefined;
  /** As whom it is sent; known when it is answered. */
  readonly identity?: (() => Identity) | undefined;
  readonly condition?: Condition | undefined;
  readonly body?: Uint8Array | CallBody | undefined;
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
}

export interface WireOptions extends PaceLimits {
  readonly agent: Agent;
  readonly quota: Quota;
  readonly health: HostHealths;
  readonly onWait?: ((event: WaitEvent) => void) | undefined;
  readonly ledger: RequestLedger;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly retryDeadline: number;
  /** Milliseconds. */
  readonly idleTimeout: number;
  readonly userAgent: string;
  readonly quoteOthers: boolean;
  /** Kept out of what errors say. */
  readonly secrets: Secrets;
  readonly shownHosts: ShownHosts;
  /** What to do about a 401 or 403, as half a sentence. */
  readonly accessRemedy: (refusal: AccessRefusal) => string;
  /** What to do about a host that is at no public address, as half a sentence. */
  readonly notPublicRemedy?: string | undefined;
}
