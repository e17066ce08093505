import { hostOf, usualHost } from '@cip/oci';
import type { CredentialProvider } from './credentials.js';

/** Which repositories may be asked with credentials. */
export interface CredentialsWithin {
  /** Registries, `HOST[:PORT]` with or without a path: what lies in them and below. Looked at anew for each request. */
  readonly registries: Iterable<string>;
  /** Why there are none for a repository elsewhere, as half a sentence. */
  readonly whyNot: (repository: string) => string;
}

/** Credentials for some repositories only; others are asked without. */
export function credentialsWithin(
  provider: CredentialProvider,
  { registries, whyNot }: CredentialsWithin,
): CredentialProvider {
  return async (request) => {
    const name = `${usualHost(request.host)}/${request.repository}`;
    const isWithin = [...registries].some((registry) => `${name}/`.startsWith(`${usualName(registry)}/`));
    return isWithin
      ? provider(request)
      : { kind: 'none', why: whyNot(`${request.host}/${request.repository}`) };
  };
}

/** A registry with its host as it is usually written, and without a slash at its end. */
function usualName(registry: string): string {
  const host = hostOf(registry);
  return `${usualHost(host)}${registry.slice(host.length)}`.replace(/\/+$/, '');
}
