import { parseJsonObject } from '@cip/oci';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { BriefCache } from './brief-cache.js';
import { askHelper } from './credential-helper.js';
import { type CredentialProvider, type Credentials, CredentialsError } from './credentials.js';
import { findEntry } from './docker-config-file.js';

export interface DockerConfigOptions {
  /** The file; default `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`. */
  readonly path?: string;
  /** Default: that of the process. Helpers get it too. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long a credential helper may take, in milliseconds; default 30 000. */
  readonly helperLimit?: number;
}

/** How long, in milliseconds, the file and the answers of helpers are kept. */
const keptFor = 60_000;

/**
 * Credentials from a Docker config.json: `auths`, `credHelpers`, `credsStore`. A file that is not there holds none;
 * one that cannot be read, and a helper that fails, is a `CredentialsError`.
 */
export function dockerConfig(options: DockerConfigOptions = {}): CredentialProvider {
  const env = options.env ?? process.env;
  const file = options.path ?? defaultPath(env);
  const shown = options.path ?? shownPath(env);
  const configs = new BriefCache<Record<string, unknown>>(keptFor);
  const answers = new BriefCache<Credentials | undefined>(keptFor);
  return async ({ host, signal }) => {
    const entry = findEntry(await configs.get(file, () => readConfig(file, host)), host);
    if (!entry) return { kind: 'none', why: `no credentials were found in ${shown}` };
    const from = `${shown} (${entry.part})`;
    if (entry.kind === 'credentials') return { ...entry.credentials, from };
    const { helper, server } = entry;
    const ask = (whileWanted: AbortSignal) =>
      askHelper(helper, server, { env, limit: options.helperLimit, signal: whileWanted });
    const found = await answers.get(`${helper} ${server}`, ask, signal);
    return found ? { ...found, from } : { kind: 'none', why: `no credentials were found with ${from}` };
  };
}

/** Where Docker keeps its config.json. */
export function defaultPath(env: NodeJS.ProcessEnv): string {
  const folder = env['DOCKER_CONFIG'] ?? '';
  return path.join(folder === '' ? path.join(env['HOME'] ?? homedir(), '.docker') : folder, 'config.json');
}

/** The same for people, without the name of whoever runs this. */
export function shownPath(env: NodeJS.ProcessEnv): string {
  return `${(env['DOCKER_CONFIG'] ?? '') === '' ? '~/.docker' : '$DOCKER_CONFIG'}/config.json`;
}

async function readConfig(file: string, host: string): Promise<Record<string, unknown>> {
  try {
    const config = parseJsonObject(await readFile(file));
    if (config) return config;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new CredentialsError(host, `${file} cannot be read`, { cause: error });
  }
  throw new CredentialsError(host, `${file} is not a JSON object`);
}
