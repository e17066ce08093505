import { type CredentialProvider, CredentialsError } from './credentials.js';

/** What gives access tokens and renews them: every client of google-auth-library does. */
export interface AccessTokenSource {
  getAccessToken(): Promise<{ readonly token?: string | null | undefined }>;
}

/** Makes the client for a service account, or for the application default credentials. */
export type GoogleClientFactory = (serviceAccount: string | undefined) => Promise<AccessTokenSource>;

export interface GoogleOptions {
  /** The service account to act as, by host and repository path; undefined: the default credentials themselves. */
  readonly serviceAccountFor?: (host: string, repository: string) => string | undefined;
  /** Default: {@link googleClient}. */
  readonly clientFor?: GoogleClientFactory;
}

const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** True for gcr.io with its regions, and for Artifact Registry. */
export function isGoogleHost(host: string): boolean {
  return host === 'gcr.io' || host.endsWith('.gcr.io') || host.endsWith('.pkg.dev');
}

/** Access tokens of Google, as user `oauth2accesstoken`. Asks Google for any host: narrow it with {@link isGoogleHost}. */
export function google({
  serviceAccountFor = () => undefined,
  clientFor = googleClient,
}: GoogleOptions = {}): CredentialProvider {
  const clients = new Map<string, Promise<AccessTokenSource>>();
  const client = (serviceAccount: string | undefined): Promise<AccessTokenSource> => {
    const key = serviceAccount ?? '';
    const known = clients.get(key);
    if (known) return known;
    const made = clientFor(serviceAccount);
    clients.set(key, made);
    made.catch(() => clients.delete(key));
    return made;
  };
  return async ({ host, repository }) => {
    const serviceAccount = serviceAccountFor(host, repository);
    const token = await accessToken(host, serviceAccount, () => client(serviceAccount));
    return { kind: 'basic', username: 'oauth2accesstoken', password: token, from: nameOf(serviceAccount) };
  };
}

function nameOf(serviceAccount: string | undefined): string {
  return serviceAccount ?? 'the application default credentials of Google';
}

async function accessToken(
  host: string,
  serviceAccount: string | undefined,
  client: () => Promise<AccessTokenSource>,
): Promise<string> {
  const who = nameOf(serviceAccount);
  try {
    const { token } = await (await client()).getAccessToken();
    if (typeof token === 'string' && token !== '') return token;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CredentialsError(host, `Google gave no access token for ${who}: ${reason}`);
  }
  throw new CredentialsError(host, `Google gave no access token for ${who}`);
}

/**
 * Application default credentials (environment, gcloud, workload identity, metadata server), or impersonation of a
 * service account by them. The library is loaded at its first use, since it is large.
 */
export const googleClient: GoogleClientFactory = async (serviceAccount) => {
  const { GoogleAuth, Impersonated } = await import('google-auth-library');
  const sourceClient = await new GoogleAuth({ scopes }).getClient();
  if (serviceAccount === undefined) return sourceClient;
  return new Impersonated({
    sourceClient,
    targetPrincipal: serviceAccount,
    targetScopes: scopes,
    lifetime: 3600,
  });
};
