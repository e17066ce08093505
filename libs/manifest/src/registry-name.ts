import { isRegistryHost, isRepositoryPath, whyNotARepository } from '@cip/oci';

/** True for `host[:port]` with an optional path below it, as registries of manifests are named. */
export function isRegistryName(text: string): boolean {
  const { registry, repository } = split(text);
  return isRegistryHost(registry) && (repository === undefined || isRepositoryPath(repository));
}

/** What keeps a text from being the name of a registry. Only meaningful when {@link isRegistryName} says no. */
export function whyNotARegistryName(text: string): string {
  const { registry, repository } = split(text);
  if (text === '') return 'it is empty';
  if (text.includes('://')) return 'it has a scheme; names of registries begin with the host';
  if (text.endsWith('/')) return 'it ends with a slash';
  return whyNotARepository({ registry, repository: repository ?? 'any' }) ?? 'it is not a host with a path';
}

function split(text: string): { registry: string; repository?: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { registry: text }
    : { registry: text.slice(0, slash), repository: text.slice(slash + 1) };
}
