import { InvalidReferenceError } from './errors.js';
import { quoted } from './quoted.js';

/** A repository and the registry that holds it: `registry` is `host[:port]`, `repository` the path below it. */
export interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

// distribution-spec v1.1, "Pulling manifests": <name>
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const path = new RegExp(`^${component}(?:/${component})*$`);
const host =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?$/;

const longest = 255;

export function isRepositoryPath(text: string): boolean {
  return text.length <= longest && path.test(text);
}

/** The host of a repository, or of a registry with a path: what is before the first slash, with its port. */
export function hostOf(name: string): string {
  return name.split('/', 1).join('');
}

/** True for `host`, `host:port` and `[ipv6]:port`. */
export function isRegistryHost(text: string): boolean {
  return host.test(text) && Number(/:([0-9]+)$/.exec(text)?.[1] ?? 1) <= 65535;
}

/** Other names of Docker's registry; images are called after the first one. */
const dockerHosts: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * The one spelling of a host that names are compared by: letters in lower case, addresses as the URL standard writes them, no
 * port 443 (but for loopback addresses, which speak http), and `docker.io` for Docker's registry. The host must be one by
 * {@link isRegistryHost}.
 */
export function usualHost(host: string): string {
  if (!URL.canParse(`https://${host}`)) return host.toLowerCase();
  const { hostname } = new URL(`https://${host}`);
  const port = Number(/:([0-9]+)$/.exec(host)?.[1] ?? 443);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  const isUsualPort = port === 443 && !(isLoopback && host.endsWith('443'));
  if (isUsualPort && dockerHosts.has(hostname)) return 'docker.io';
  return isUsualPort ? hostname : `${hostname}:${port}`;
}

/** Parses `host[:port]/path`. Throws {@link InvalidReferenceError}; there is no default registry. */
export function parseRepositoryName(text: string): RepositoryName {
  const slash = text.indexOf('/');
  if (slash < 0) throw new InvalidReferenceError('repository', text, 'it has no path after the registry');
  const name = { registry: text.slice(0, slash), repository: text.slice(slash + 1) };
  const reason = whyNotARepository(name);
  if (reason) throw new InvalidReferenceError('repository', text, reason);
  return name;
}

export function formatRepositoryName(name: RepositoryName): string {
  return `${name.registry}/${name.repository}`;
}

/** What is wrong with the parts of a repository name, as half a sentence; undefined when nothing is. */
export function whyNotARepository(name: RepositoryName): string | undefined {
  const { registry, repository } = name;
  if (!isRegistryHost(registry)) return `${quoted(registry)} is not a host with an optional port`;
  if (repository.length > longest)
    return `the path has ${repository.length} characters, the limit is ${longest}`;
  if (/[A-Z]/.test(repository)) return 'the path has upper-case letters';
  if (!path.test(repository)) {
    return 'the path has empty components or characters other than a-z, 0-9 and single separators (. _ __ - /)';
  }
  return undefined;
}
