import { type CredentialProvider, CredentialsError, firstOf } from './credentials.js';
import { dockerConfig, type DockerConfigOptions } from './docker-config.js';
import { google, type GoogleOptions, isGoogleHost } from './google.js';

/** Options of the Docker config and of Google together. */
export type DefaultCredentialsOptions = DockerConfigOptions & GoogleOptions;

/**
 * Who a person expects to be: the service account that the manifests name for a repository on a Google host; else
 * the entry of the Docker config; else, on a Google host, the application default credentials; else nobody. Reads go on as
 * nobody where there are no default credentials.
 */
export function defaultCredentials(options: DefaultCredentialsOptions = {}): CredentialProvider {
  const fromGoogle = google(options);
  const fromDocker = dockerConfig(options);
  return async (request) => {
    const { host, repository } = request;
    const onGoogle = isGoogleHost(host);
    if (onGoogle && options.serviceAccountFor?.(host, repository) !== undefined) return fromGoogle(request);
    return (onGoogle ? firstOf(fromDocker, googleOrNobody(fromGoogle)) : fromDocker)(request);
  };
}

/** Public images on Google hosts can be read by anybody: that a machine has no Google credentials is no reason to fail. */
function googleOrNobody(fromGoogle: CredentialProvider): CredentialProvider {
  return async (request) => {
    try {
      return await fromGoogle(request);
    } catch (error) {
      if (request.access !== 'read' || !(error instanceof CredentialsError)) throw error;
      return { kind: 'none', why: 'there are no application default credentials of Google' };
    }
  };
}
