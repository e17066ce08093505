import { parseJsonObject } from '@cip/oci';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { defaultPath, shownPath } from './docker-config.js';
import { findEntry, valueFor } from './docker-config-file.js';
import { isGoogleHost } from './google.js';

/**
 * Where the credentials for a host are that a client with `defaultCredentials` would use, as far as files and the environment
 * tell. No helper is run and nothing is asked for, so undefined does not mean that there are none.
 */
export function knownCredentials(host: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const part = partOfDockerConfig(host, env);
  if (part !== undefined) return `${shownPath(env)} (${part})`;
  return isGoogleHost(host) && hasGoogleCredentials(env)
    ? 'the application default credentials of Google'
    : undefined;
}

function partOfDockerConfig(host: string, env: NodeJS.ProcessEnv): string | undefined {
  const config = readConfig(defaultPath(env));
  const entry = config && findEntry(config, host);
  if (!config || !entry) return undefined;
  // A store for all registries need not have something for this one.
  const isForAll = entry.kind === 'helper' && !valueFor(config['credHelpers'], host);
  return isForAll && !valueFor(config['auths'], host) ? undefined : entry.part;
}

function readConfig(file: string): Record<string, unknown> | undefined {
  try {
    return parseJsonObject(readFileSync(file));
  } catch {
    return undefined;
  }
}

function hasGoogleCredentials(env: NodeJS.ProcessEnv): boolean {
  if ((env['GOOGLE_APPLICATION_CREDENTIALS'] ?? '') !== '') return true;
  const folder = env['CLOUDSDK_CONFIG'] ?? path.join(env['HOME'] ?? homedir(), '.config/gcloud');
  return existsSync(path.join(folder, 'application_default_credentials.json'));
}
