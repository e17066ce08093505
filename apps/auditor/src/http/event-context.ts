import type { RegistryByHost } from '@cip/audit';
import type { Logger } from '@cip/runtime';
import type { Auditor, Retrier } from '@cip/watch';
import type { AuditorMetrics } from '../metrics.js';
import type { CallerCheck } from './callers/caller-check.js';
import type { Refusals } from './refusals.js';

/** What becomes of messages that are in. */
export interface Judges {
  readonly auditor: Auditor;
  /** Takes notifications of distribution registries before they are judged; without it they have no grace. */
  readonly journal?: Pick<Retrier, 'add'>;
}

/** What the ways in for events need. */
export interface EventOptions {
  /** Undefined as long as events cannot be judged, and from when the service begins to stop. */
  readonly judges: () => Judges | undefined;
  readonly callers: { readonly pubsub: CallerCheck; readonly distribution: CallerCheck };
  /** The registry by its name in the manifests, given the host that distribution registries were spoken to as. */
  readonly nameOf: (host: string) => RegistryByHost;
  /** Ends the waiting for answers. */
  readonly signal: AbortSignal;
  readonly metrics: AuditorMetrics;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Most bytes of a Pub/Sub push. */
  readonly maxBody: number;
  /** Most bytes of an envelope. */
  readonly maxEnvelope: number;
}

export interface EventContext extends EventOptions {
  readonly refusals: Refusals;
}
