import type { Failure } from '@cip/oci';

interface Origin {
  /** Where they come from, as errors tell it: `~/.docker/config.json (auths)`. */
  readonly from?: string;
}

/** What proves who asks. `password` may be an access token; `expiresAt` is in milliseconds since the epoch. */
export type Credentials = Origin &
  (
    | { readonly kind: 'basic'; readonly username: string; readonly password: string }
    | { readonly kind: 'identity-token'; readonly token: string }
    | { readonly kind: 'bearer'; readonly token: string; readonly expiresAt?: number }
  );

/** There are none. `why` is half a sentence for errors: `no credentials were found in ~/.docker/config.json`. */
export interface NoCredentials {
  readonly kind: 'none';
  readonly why: string;
}

/** Whom credentials are wanted for. `host` is `host[:port]`, as in repository names. */
export interface CredentialRequest {
  readonly host: string;
  readonly repository: string;
  /** `write` is all that changes something, deletes too. */
  readonly access: 'read' | 'write';
  readonly signal?: AbortSignal | undefined;
}

/** Finds credentials; none or undefined: go on without. Asked again for each token, so a provider keeps what is expensive. */
export type CredentialProvider = (
  request: CredentialRequest,
) => Promise<Credentials | NoCredentials | undefined>;

/** No credentials for anybody. */
export const anonymous: CredentialProvider = () => Promise.resolve(undefined);

/** The first provider that has credentials decides. */
export function firstOf(...providers: readonly CredentialProvider[]): CredentialProvider {
  return async (request) => {
    const reasons: string[] = [];
    for (const provider of providers) {
      const found = await provider(request);
      if (found && found.kind !== 'none') return found;
      if (found) reasons.push(found.why);
    }
    return reasons.length === 0 ? undefined : { kind: 'none', why: reasons.join(', and ') };
  };
}

/** Credentials that could not be found out: an unreadable file, a helper that failed. The message never holds secrets. */
export class CredentialsError extends Error {
  readonly code = 'CREDENTIALS';
  readonly failure: Failure;

  constructor(
    readonly host: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`credentials for ${host}: ${reason}`, options);
    this.failure = { code: 'CREDENTIALS', host, reason: this.message };
    this.name = 'CredentialsError';
  }
}
