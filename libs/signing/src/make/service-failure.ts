import { type Failure, failureOf } from '@cip/oci';
import { SigningError, type SigningErrorCode } from './signing-error.js';

/** The error for a service of Sigstore that did not do its part. Throws the reason of the signal when it is aborted. */
export function serviceFailure(
  code: SigningErrorCode,
  service: string,
  error: unknown,
  signal: AbortSignal | undefined,
): SigningError {
  const failure = failureOf(error, signal);
  const { host = service } = failure;
  const remedy = remedyFor(failure, host);
  const reason = `${service} did not answer the request: ${failure.reason}`;
  return new SigningError(code, { ...failure, reason, ...(remedy !== undefined && { remedy }) });
}

/** The error for an answer that makes no sense. `reason` is half a sentence. */
export function unusableAnswer(
  code: SigningErrorCode,
  service: string,
  url: URL,
  reason: string,
): SigningError {
  return new SigningError(code, {
    code: 'INVALID_ANSWER',
    host: url.host,
    reason: `${service} gave an answer that cannot be used: ${reason}`,
    remedy: `check the address of ${service} under "signing" in .cip.yaml`,
  });
}

/** Where what helps with a registry does not help here. */
function remedyFor({ code, remedy }: Failure, host: string): string | undefined {
  switch (code) {
    case 'UNAUTHORIZED':
    case 'DENIED':
      return 'check which accounts and tokens the instance of Sigstore accepts';
    case 'RATE_LIMITED':
      return 'run again later: what is signed stays signed';
    case 'NOT_FOUND':
    case 'INVALID_ANSWER':
      return `check that ${host} is the service named under "signing" in .cip.yaml`;
    default:
      return remedy;
  }
}
