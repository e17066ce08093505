import { InvalidReferenceError } from './errors.js';

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

/** True for `host`, `host:port` and `[ipv6]:port`. */
export function isRegistryHost(text: string): boolean {
  return host.test(text) && Number(/:([0-9]+)$/.exec(text)?.[1] ?? 1) <= 65535;
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
  if (!isRegistryHost(registry)) return `${JSON.stringify(registry)} is not a host with an optional port`;
  if (repository.length > longest)
    return `the path has ${repository.length} characters, the limit is ${longest}`;
  if (/[A-Z]/.test(repository)) return 'the path has upper-case letters';
  if (!path.test(repository)) {
    return 'the path has empty components or characters other than a-z, 0-9 and single separators (. _ __ - /)';
  }
  return undefined;
}
