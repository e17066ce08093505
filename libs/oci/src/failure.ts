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

/**
 * The same without the request, which names one repository, tag or digest: equal for failures that share one cause. `place`
 * is a host that the text is said of, and need not name again.
 */
function describeCause({ host, reason, remedy }: Failure, place?: string): string {
  const at = host === undefined || host === place || reason.includes(host) ? '' : `${host}: `;
  return describeFailure({
    code: 'OTHER',
    reason: `${at}${reason}`,
    ...(remedy !== undefined && { remedy }),
  });
}

/**
 * Equal for failures that share one cause. What a registry says in its own words counts only where nothing else is known: it
 * may name one repository, tag or digest.
 */
export function causeKey({ code, status, registryCode, host, reason }: Failure): string {
  return [code, status, registryCode, host, code === 'OTHER' ? reason : ''].join('\n');
}

/**
 * One text for failures that share one cause; where they differ, the first is the example. `place` is a host that the text is
 * said of, and need not name again.
 */
export function describeAlike(failures: readonly [Failure, ...Failure[]], place?: string): string {
  const [first] = failures;
  const whole = describeFailure(first);
  if (failures.every((one) => describeFailure(one) === whole)) return whole;
  const cause = describeCause(first, place);
  if (failures.some((one) => describeCause(one, place) !== cause)) {
    const isSaidAlike = failures.every(({ reason }) => reason === first.reason);
    return `${isSaidAlike ? first.reason : briefly(first)}; for example ${whole}`;
  }
  return first.request ? `${cause}; for example ${first.request.method} ${first.request.url}` : cause;
}

/** What equal causes have in common, without the words of one of them. */
function briefly({ code, status, registryCode }: Failure): string {
  if (status === undefined) return brief[code];
  return `status ${status}${registryCode === undefined ? '' : ` ${registryCode}`}`;
}

const brief: Readonly<Record<FailureCode, string>> = {
  UNAUTHORIZED: 'credentials are missing or not valid',
  DENIED: 'access is denied',
  NOT_FOUND: 'not found',
  RATE_LIMITED: 'too many requests',
  UNAVAILABLE: 'the registry is unavailable',
  REFUSED: 'the request is refused',
  INVALID_ANSWER: 'the answer is not valid',
  UNKNOWN_HOST: 'the host is unknown',
  CONNECTION: 'the connection failed',
  TIMEOUT: 'no answer in time',
  TLS: 'no secure connection',
  TOO_LARGE: 'the answer is too large',
  REFUSED_BY_POLICY: 'refused by this client',
  CREDENTIALS: 'credentials cannot be read',
  NOT_ASKED: 'the host is not asked',
  CONTRADICTION: 'the registry contradicts itself',
  DIGEST_MISMATCH: 'the content does not match its digest',
  INVALID_MANIFEST: 'the manifest is not valid',
  OTHER: 'an unexpected error',
};

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
