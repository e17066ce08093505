import { RegistryError, type RegistryErrorCode } from './errors.js';
import { redact } from './redact.js';

/** Marks a request that made no progress for the idle timeout; the reason with which it is aborted inside. */
export class StalledError extends Error {
  constructor(readonly ms: number) {
    super(`no progress for ${ms} ms`);
    this.name = 'StalledError';
  }
}

/** What was asked, as far as an error needs it. */
export interface Asked {
  readonly host: string;
  readonly method: string;
  readonly url: URL;
}

interface Kind {
  readonly code: RegistryErrorCode;
  readonly retryable: boolean;
}

const tlsCode =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA)/;

/** The error for a request that got no answer, or whose body broke off. */
export function connectionFailure(asked: Asked, cause: unknown): RegistryError {
  const { code, retryable } = kindOf(cause);
  return new RegistryError({
    ...asked,
    url: redact(asked.url),
    code,
    retryable,
    reason: cause instanceof Error ? describe(cause) : 'the connection failed',
    cause,
  });
}

function kindOf(cause: unknown): Kind {
  const code = codeOf(cause);
  if (cause instanceof StalledError || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { code: 'TIMEOUT', retryable: true };
  }
  if (code === 'ENOTFOUND') return { code: 'UNKNOWN_HOST', retryable: false };
  if (tlsCode.test(code)) return { code: 'TLS', retryable: false };
  // The peer speaks something else than http, and will go on doing so.
  if (code === 'HPE_INVALID_CONSTANT') return { code: 'INVALID_ANSWER', retryable: false };
  return { code: 'CONNECTION', retryable: true };
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
