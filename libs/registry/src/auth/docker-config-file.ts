import { isObject } from '@cip/oci';
import type { Credentials } from './credentials.js';

/** What a Docker config.json says about one registry. `part` is the part of the file that says it. */
export type ConfigEntry = { readonly part: string } & (
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  | { readonly kind: 'helper'; readonly helper: string; readonly server: string }
);

const hub = 'https://index.docker.io/v1/';
const hubNames: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Finds a registry in a Docker config.json: its own helper first, then `auths`, then the store for all. */
export function findEntry(config: Readonly<Record<string, unknown>>, host: string): ConfigEntry | undefined {
  const own = valueFor(config['credHelpers'], host);
  if (typeof own?.value === 'string') {
    const helper = own.value;
    return { kind: 'helper', helper, server: serverFor(host), part: `credHelpers: ${helper}` };
  }
  const auth = valueFor(config['auths'], host);
  const credentials = auth && credentialsOf(auth.value);
  if (credentials) return { kind: 'credentials', credentials, part: 'auths' };
  const store = config['credsStore'];
  if (typeof store !== 'string' || store === '') return undefined;
  const server = auth?.key ?? serverFor(host);
  return { kind: 'helper', helper: store, server, part: `credsStore: ${store}` };
}

function serverFor(host: string): string {
  return hubNames.has(host) ? hub : host;
}

/** The entry under the host, with or without scheme and path; an exact key wins. */
export function valueFor(map: unknown, host: string): { key: string; value: unknown } | undefined {
  if (!isObject(map)) return undefined;
  if (Object.hasOwn(map, host)) return { key: host, value: map[host] };
  const wanted = hostOfKey(host);
  const found = Object.entries(map).find(([key]) => hostOfKey(key) === wanted);
  return found && { key: found[0], value: found[1] };
}

function hostOfKey(key: string): string {
  const [host = ''] = key.replace(/^https?:\/\//, '').split('/', 1);
  return hubNames.has(host) ? 'docker.io' : host.toLowerCase();
}

function credentialsOf(entry: unknown): Credentials | undefined {
  if (!isObject(entry)) return undefined;
  const text = (key: string): string | undefined => {
    const value = entry[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const identity = text('identitytoken');
  if (identity !== undefined) return { kind: 'identity-token', token: identity };
  const bearer = text('registrytoken');
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const [username, password] = [text('username'), text('password')];
  if (username !== undefined && password !== undefined) return { kind: 'basic', username, password };
  return basicOf(text('auth') ?? '');
}

function basicOf(encoded: string): Credentials | undefined {
  const text = Buffer.from(encoded, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = text.indexOf(':');
  if (colon <= 0) return undefined;
  const [username, password] = [text.slice(0, colon), text.slice(colon + 1)];
  return username === '<token>'
    ? { kind: 'identity-token', token: password }
    : { kind: 'basic', username, password };
}
