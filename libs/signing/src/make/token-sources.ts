import { readFile } from 'node:fs/promises';
import { describeError, failureOf, parseJsonObject, unlessAborted } from '@cip/oci';
import type { ServiceClient } from '@cip/registry';
import { tokenError, type TokenSource } from './identity-token.js';
import { SigningError } from './signing-error.js';

/** Whom Sigstore's tokens are made out to. */
const audience = 'sigstore';

/** The token in a file, read again each time: whatever put it there renews it. */
export function fileToken(file: string): TokenSource {
  return async ({ signal }) => {
    try {
      return (await readFile(file, { encoding: 'utf8', signal })).trim();
    } catch (error) {
      signal?.throwIfAborted();
      const reason = `the identity token cannot be read: ${describeError(error)}`;
      throw tokenError(reason, 'name a file that this program may read');
    }
  };
}

/**
 * The token of a job of GitHub Actions that has the permission `id-token: write`
 * (https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments).
 */
export function githubToken(
  environment: Readonly<Record<string, string | undefined>>,
  client: ServiceClient,
): TokenSource {
  return async ({ signal }) => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
      environment;
    if (token === '' || !URL.canParse(address)) {
      throw tokenError(
        'GitHub Actions offers no identity token',
        'give the job the permission "id-token: write"',
      );
    }
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const request = { method: 'GET', url, headers: { authorization: `Bearer ${token}` } } as const;
    const { bytes } = await asked(() => client.exchange({ ...request, ...(signal && { signal }) }), signal);
    const value = parseJsonObject(bytes)?.['value'];
    if (typeof value === 'string') return value;
    throw tokenError('GitHub Actions gave an answer without an identity token', 'try again later');
  };
}

async function asked<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const failure = failureOf(error, signal);
    const reason = `GitHub Actions gave no identity token: ${failure.reason}`;
    throw new SigningError('TOKEN', { ...failure, reason });
  }
}

/** What gives identity tokens of a service account; `Impersonated` of google-auth-library does. */
export interface IdTokenClient {
  fetchIdToken(audience: string, options: { readonly includeEmail: boolean }): Promise<string>;
}

/** The token of a Google service account, by impersonation. `clientFor` is for tests. */
export function googleToken(
  serviceAccount: string,
  clientFor: (serviceAccount: string) => Promise<IdTokenClient> = impersonated,
): TokenSource {
  let client: Promise<IdTokenClient> | undefined;
  return async ({ signal }) => {
    try {
      client ??= clientFor(serviceAccount);
      return await unlessAborted((await client).fetchIdToken(audience, { includeEmail: true }), signal);
    } catch (error) {
      signal?.throwIfAborted();
      client = undefined;
      // Its cause would hold the request, with its credentials.
      throw tokenError(
        `Google gave no identity token for ${serviceAccount}: ${describeError(error)}`,
        'give the account of this job the role "Service Account OpenID Connect Identity Token Creator" on it',
      );
    }
  };
}

const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** By the application default credentials. The library is loaded at its first use, since it is large. */
async function impersonated(serviceAccount: string): Promise<IdTokenClient> {
  const { GoogleAuth, Impersonated } = await import('google-auth-library');
  const sourceClient = await new GoogleAuth({ scopes }).getClient();
  return new Impersonated({ sourceClient, targetPrincipal: serviceAccount, targetScopes: scopes });
}
