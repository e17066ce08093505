import type { CredentialProvider } from './credentials.js';
import { dockerConfig, type DockerConfigOptions } from './docker-config.js';
import { google, type GoogleOptions, isGoogleHost } from './google.js';

/** Options of the Docker config and of Google together. */
export type DefaultCredentialsOptions = DockerConfigOptions & GoogleOptions;

/**
 * Who a person expects to be: the service account that the manifests name for a repository on a Google host; else
 * the entry of the Docker config; else, on a Google host, the application default credentials; else nobody.
 */
export function defaultCredentials(options: DefaultCredentialsOptions = {}): CredentialProvider {
  const fromGoogle = google(options);
  const fromDocker = dockerConfig(options);
  return async (request) => {
    const { host, repository } = request;
    const onGoogle = isGoogleHost(host);
    if (onGoogle && options.serviceAccountFor?.(host, repository) !== undefined) return fromGoogle(request);
    const found = await fromDocker(request);
    return found ?? (onGoogle ? fromGoogle(request) : undefined);
  };
}
