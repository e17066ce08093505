import { RegistryError, type RegistryErrorCode, type RegistryErrorFacts } from './errors.js';
import { redact } from './redact.js';

/** Marks a request that made no progress for the idle timeout; the reason with which it is aborted inside. */
export class StalledError extends Error {
  constructor(
    readonly ms: number,
    message = `no progress for ${ms} ms`,
  ) {
    super(message);
    this.name = 'StalledError';
  }
}

/** Marks a host that has given no answer at all since it was first asked. */
export class SilentHostError extends StalledError {
  constructor(ms: number) {
    super(ms, `no answer within ${ms / 1000} s`);
    this.name = 'SilentHostError';
  }
}

/** Marks an answer that would take too long at the rate at which it comes. */
export class SlowAnswerError extends StalledError {
  constructor(bytes: number, ms: number) {
    super(ms, `the answer comes too slowly (${bytes} bytes in ${Math.round(ms / 1000)} s)`);
    this.name = 'SlowAnswerError';
  }
}

/** What was asked, as far as an error needs it. */
export interface Asked {
  readonly host: string;
  /** The host as errors may name it. */
  readonly shownHost: () => string;
  readonly method: string;
  readonly url: URL;
  /** Nothing that it says is to be repeated. */
  readonly isStranger: boolean;
  /** A text that the registry had a part in, without what we proved ourselves with. */
  readonly cut: (text: string) => string;
  /** As whom it was asked, and what to do when that was not enough. */
  readonly access?: ((code: 'UNAUTHORIZED' | 'DENIED') => AccessFacts) | undefined;
}

/** What an error says about access, each as half a sentence. */
export interface AccessFacts {
  readonly who: string;
  readonly remedy: string;
}

/** What was asked, for an error. Of a stranger only the origin: its registry chose the rest of the URL. */
export function factsOf(asked: Asked): Pick<RegistryErrorFacts, 'host' | 'method' | 'url'> {
  const { shownHost, method, url, isStranger, cut } = asked;
  return { host: shownHost(), method, url: cut(isStranger ? url.origin : redact(url)) };
}

interface Kind {
  readonly code: RegistryErrorCode;
  readonly retryable: boolean;
}

const tlsCode =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA)/;

/** The error for a request that got no answer, or whose body broke off; `isGivenUp` says that the host is not asked any more. */
export function connectionFailure(asked: Asked, cause: unknown, isGivenUp = false): RegistryError {
  const { code, retryable } = kindOf(cause);
  const description = cause instanceof Error ? describe(cause) : 'the connection failed';
  const reason = asked.isStranger ? `${ledTo(asked)} gave no answer (${code})` : asked.cut(description);
  const facts = { ...factsOf(asked), code, retryable, reason, isGivenUp };
  return new RegistryError({ ...facts, cause: withoutData(cause, asked) });
}

/** An error of undici may hold the answer that it could not read. */
function withoutData(cause: unknown, { cut }: Asked): unknown {
  if (!(cause instanceof Error)) return cause;
  const message = cut(cause.message);
  if (message === cause.message && !('data' in cause)) return cause;
  return Object.assign(new Error(message), { name: cause.name, code: codeOf(cause) });
}

/** The error for a connection that was not made, as the host is at no public address. */
export function notPublic(asked: Asked, remedy: string | undefined): RegistryError {
  const what = asked.isStranger ? ledTo(asked) : asked.shownHost();
  const reason = `${what} is not at a public address, so it was not asked`;
  return new RegistryError({ ...factsOf(asked), code: 'REFUSED_BY_POLICY', reason, remedy });
}

/** All that an error says of a stranger's answer. */
export function answeredOnly(asked: Asked, status: number): string {
  return `${ledTo(asked)} answered with status ${status}`;
}

function ledTo({ shownHost }: Asked): string {
  return `${shownHost()}, to which the registry led,`;
}

function kindOf(cause: unknown): Kind {
  const code = codeOf(cause);
  if (cause instanceof StalledError || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { code: 'TIMEOUT', retryable: true };
  }
  if (isUnknownHost(cause)) return { code: 'UNKNOWN_HOST', retryable: false };
  if (tlsCode.test(code)) return { code: 'TLS', retryable: false };
  // The peer speaks something else than http, and will go on doing so.
  if (code === 'HPE_INVALID_CONSTANT') return { code: 'INVALID_ANSWER', retryable: false };
  return { code: 'CONNECTION', retryable: true };
}

/** Whether the name of the host does not resolve. */
export function isUnknownHost(cause: unknown): boolean {
  return codeOf(cause) === 'ENOTFOUND';
}

const plainReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EAI_AGAIN: 'its name cannot be resolved at the moment',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection',
};

/** The failure in a few words, for those who wait. */
export function shortReason({ facts: { reason, status, cause } }: RegistryError): string {
  return status === undefined ? (plainReasons[codeOf(cause)] ?? reason) : `status ${status}`;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function describe(cause: Error): string {
  const code = codeOf(cause);
  // OpenSSL's own text names its source files.
  if (cause.message === '' || code.startsWith('ERR_SSL_')) return code || cause.name;
  return code === '' || cause.message.includes(code) ? cause.message : `${cause.message} (${code})`;
}

/** The class of a status that is a failure for every kind of request. */
export function statusKind(status: number): Kind {
  if (status === 401) return { code: 'UNAUTHORIZED', retryable: false };
  if (status === 403) return { code: 'DENIED', retryable: false };
  if (status === 404) return { code: 'NOT_FOUND', retryable: false };
  if (status === 429) return { code: 'RATE_LIMITED', retryable: true };
  if (status === 408) return { code: 'UNAVAILABLE', retryable: true };
  if (status >= 500) return { code: 'UNAVAILABLE', retryable: status !== 501 && status !== 505 };
  if (status >= 400) return { code: 'REFUSED', retryable: false };
  return { code: 'INVALID_ANSWER', retryable: false };
}
