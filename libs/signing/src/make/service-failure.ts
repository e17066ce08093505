import { type Failure, failureOf } from '@cip/oci';
import { SigningError } from './signing-error.js';

/** The services of Sigstore, and what each of them failed to do. */
const services = {
  CERTIFICATE: { name: 'Fulcio', failed: 'Fulcio issued no certificate' },
  LOG: { name: 'Rekor', failed: 'Rekor logged no entry' },
  TIMESTAMP: { name: 'the timestamp authority', failed: 'the timestamp authority gave no timestamp' },
} as const;

type ServiceCode = keyof typeof services;

/** The error for a service that could not be asked, or refused. Throws the reason of the signal when it is aborted. */
export function serviceFailure(
  code: ServiceCode,
  error: unknown,
  signal: AbortSignal | undefined,
): SigningError {
  const failure = failureOf(error, signal);
  const { name, failed } = services[code];
  const remedy = remedyFor(failure, name);
  const reason = `${failed}: ${failure.reason}`;
  return new SigningError(code, { ...failure, reason, ...(remedy !== undefined && { remedy }) });
}

/** The error for an answer that makes no sense. `why` is half a sentence. */
export function unusableAnswer(code: ServiceCode, { host }: URL, why: string): SigningError {
  const { name } = services[code];
  const reason = `${name} gave an answer that cannot be used: ${why}`;
  return new SigningError(code, { code: 'INVALID_ANSWER', host, reason, remedy: checkAddress(name) });
}

/** Where what helps with a registry does not help here. */
function remedyFor({ code, remedy }: Failure, name: string): string | undefined {
  switch (code) {
    case 'UNAUTHORIZED':
    case 'DENIED':
      return `check which accounts ${name} accepts`;
    case 'RATE_LIMITED':
      return 'run again later: what is signed stays signed';
    case 'NOT_FOUND':
    case 'INVALID_ANSWER':
      return checkAddress(name);
    default:
      return remedy;
  }
}

function checkAddress(name: string): string {
  return `check the address of ${name} under "signing" in .cip.yaml`;
}
