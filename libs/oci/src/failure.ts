import { causeChain, describeError } from './describe-error.js';
import { DigestMismatchError, InvalidManifestError } from './errors.js';

/**
 * What kind of failure it is, for code. `UNAUTHORIZED` to `REFUSED_BY_POLICY` are failed requests: `REFUSED` is any other
 * permanent answer of the 4xx class, `REFUSED_BY_POLICY` the client's own refusal. `CONTRADICTION`: two answers of one
 * registry contradict each other. `NOT_ASKED`: no request may go to the host.
 */
export const failureCodes = [
  'UNAUTHORIZED',
  'DENIED',
  'NOT_FOUND',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'REFUSED',
  'INVALID_ANSWER',
  'UNKNOWN_HOST',
  'CONNECTION',
  'TIMEOUT',
  'TLS',
  'TOO_LARGE',
  'REFUSED_BY_POLICY',
  'CREDENTIALS',
  'NOT_ASKED',
  'CONTRADICTION',
  'DIGEST_MISMATCH',
  'INVALID_MANIFEST',
  'OTHER',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Why something could not be read, as facts; {@link describeFailure} makes a sentence of them. Never holds credentials. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, as half a sentence; names neither the request nor what to do. */
  readonly reason: string;
  /** What to do, as half a sentence. */
  readonly remedy?: string;
  /** `host[:port]`. */
  readonly host?: string;
  /** What was asked; the URL is redacted. */
  readonly request?: { readonly method: string; readonly url: string };
  /** HTTP status of the answer. */
  readonly status?: number;
  /** The first code of the registry's own error list, such as `MANIFEST_UNKNOWN` (distribution-spec v1.1, "Error codes"). */
  readonly registryCode?: string;
}

/** The failure as half a sentence: what was asked, what happened, what to do. */
export function describeFailure(failure: Failure): string {
  const { request, reason, remedy } = failure;
  const asked = request ? `${request.method} ${request.url}: ` : '';
  return `${asked}${reason}${remedy === undefined ? '' : `; ${remedy}`}`;
}

/** The same without the request, which names one repository, tag or digest: equal for failures that share one cause. */
export function describeCause({ host, reason, remedy }: Failure): string {
  const at = host === undefined || reason.includes(host) ? '' : `${host}: `;
  return describeFailure({
    code: 'OTHER',
    reason: `${at}${reason}`,
    ...(remedy !== undefined && { remedy }),
  });
}

/** An error that has the facts of a failure. */
interface FailureCarrier extends Error {
  readonly failure: Failure;
}

/**
 * The facts of a failure, from whatever was thrown: those of the first error in the chain of causes that has some. Throws
 * the reason of the signal when it is aborted: an abort is not a failure.
 */
export function failureOf(error: unknown, signal?: AbortSignal): Failure {
  signal?.throwIfAborted();
  for (const cause of causeChain(error)) {
    if (isCarrier(cause)) return cause.failure;
    if (cause instanceof DigestMismatchError || cause instanceof InvalidManifestError) {
      return { code: cause.code, reason: cause.message };
    }
  }
  return { code: 'OTHER', reason: describeError(error) };
}

function isCarrier(error: unknown): error is FailureCarrier {
  if (!(error instanceof Error) || !('failure' in error)) return false;
  const { failure } = error;
  return typeof failure === 'object' && failure !== null && 'code' in failure && 'reason' in failure;
}
