import { describeFailure, type Failure, type FailureCode } from '@cip/oci';

/** What went wrong with a request. */
export type RegistryErrorCode = Exclude<
  FailureCode,
  'CREDENTIALS' | 'NOT_ASKED' | 'CONTRADICTION' | 'DIGEST_MISMATCH' | 'INVALID_MANIFEST' | 'OTHER'
>;

/** What is known about a failure. `url` is redacted. */
export interface RegistryErrorFacts {
  readonly code: RegistryErrorCode;
  readonly host: string;
  readonly method: string;
  readonly url: string;
  /** What happened, as half a sentence. */
  readonly reason: string;
  readonly status?: number | undefined;
  /** The first code of the registry's own error list, such as `MANIFEST_UNKNOWN`. */
  readonly registryCode?: string | undefined;
  /** Whether the same request may succeed later. */
  readonly retryable?: boolean;
  /** How often the request was sent until it was given up; 0 while it is still being retried. */
  readonly attempts?: number;
  /** The host has failed or been silent for so long that it is not asked for the time being. */
  readonly isGivenUp?: boolean;
  /** What to do, as half a sentence; default: what helps against the code. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/** A request to a registry that failed: what was asked, what happened, what to do. Never holds credentials. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | undefined;
  readonly registryCode: string | undefined;
  readonly retryable: boolean;
  readonly attempts: number;
  /** The facts as reports have them. */
  readonly failure: Failure;

  constructor(readonly facts: RegistryErrorFacts) {
    const failure = toFailure(facts);
    super(describeFailure(failure), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.failure = failure;
    this.name = 'RegistryError';
    this.code = facts.code;
    this.host = facts.host;
    this.method = facts.method;
    this.url = facts.url;
    this.status = facts.status;
    this.registryCode = facts.registryCode;
    this.retryable = facts.retryable ?? false;
    this.attempts = facts.attempts ?? 0;
  }

  /** The same failure, given up after so many attempts. */
  givenUp(attempts: number): RegistryError {
    return this.attempts > 0 ? this : new RegistryError({ ...this.facts, attempts });
  }
}

/** A program asked the client for what its rights do not allow. It is a bug, so it is no {@link RegistryError}. */
export class RightsViolationError extends Error {
  readonly code = 'RIGHTS_VIOLATION';

  constructor(
    readonly rights: string,
    readonly method: string,
    readonly url: string,
  ) {
    super(`${method} ${url}: a ${rights} registry never sends this method; nothing was sent`);
    this.name = 'RightsViolationError';
  }
}

/** A name on a host that this client does not ask. Nothing was sent. */
export class HostNotAskedError extends Error {
  readonly code = 'HOST_NOT_ASKED';
  readonly failure: Failure;

  constructor(
    readonly host: string,
    /** Half a sentence that ends with what to do. */
    readonly reason: string,
  ) {
    super(`not asked: ${reason}`);
    this.failure = { code: 'NOT_ASKED', host, reason: this.message };
    this.name = 'HostNotAskedError';
  }
}

// Not the number of attempts: it differs from run to run, and equal failures are told as one.
function toFailure(facts: RegistryErrorFacts): Failure {
  const { method, url, reason, code, host, status, registryCode, remedy = usualRemedy(code, host) } = facts;
  return {
    code,
    reason: `${reason}${triesOf(facts)}`,
    remedy,
    host,
    request: { method, url },
    ...(status !== undefined && { status }),
    ...(registryCode !== undefined && { registryCode }),
  };
}

function triesOf({ isGivenUp = false, retryable = false, attempts = 0 }: RegistryErrorFacts): string {
  if (isGivenUp && retryable) return ' (the host was given up)';
  return attempts > 1 ? ' (tried again until the deadline)' : '';
}

function usualRemedy(code: RegistryErrorCode, host: string): string {
  switch (code) {
    case 'UNAUTHORIZED':
      return `give credentials for ${host}, or check that those given are still valid`;
    case 'DENIED':
      return `the credentials for ${host} lack the right to do this`;
    case 'NOT_FOUND':
      return 'check the name of the repository';
    case 'RATE_LIMITED':
      return 'send fewer requests per second, or try later';
    case 'UNAVAILABLE':
    case 'CONNECTION':
    case 'TIMEOUT':
      return `check that ${host} is up and can be reached, or try later`;
    case 'UNKNOWN_HOST':
      return 'check the spelling of the host, and name resolution';
    case 'TLS':
      return 'give the certificate authority by file, or name the host as plain http if it is';
    case 'TOO_LARGE':
      return 'it is more than a registry has reason to send, so it was not read';
    case 'INVALID_ANSWER':
      return `check that ${host} is a registry and that no proxy answers in its place`;
    case 'REFUSED':
      return 'the request will not succeed as it is';
    case 'REFUSED_BY_POLICY':
      return 'this client does not do that, for safety';
  }
}
