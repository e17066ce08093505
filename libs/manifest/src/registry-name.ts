import { isRegistryHost, isRepositoryPath, whyNotARepository } from '@cip/oci';

/** True for `host[:port]` with an optional path below it, as registries of manifests are named. */
export function isRegistryName(text: string): boolean {
  const { registry, repository } = split(text);
  if (!isRegistryHost(registry) || otherSpelling(registry) !== undefined) return false;
  return repository === undefined || isRepositoryPath(repository);
}

/** What keeps a text from being the name of a registry. Only meaningful when {@link isRegistryName} says no. */
export function whyNotARegistryName(text: string): string {
  const { registry, repository } = split(text);
  if (text === '') return 'it is empty';
  if (text.includes('://')) return 'it has a scheme; names of registries begin with the host';
  if (text.endsWith('/')) return 'it ends with a slash';
  const spelling = otherSpelling(registry);
  if (isRegistryHost(registry) && spelling !== undefined) return spelling;
  return whyNotARepository({ registry, repository: repository ?? 'any' }) ?? 'it is not a host with a path';
}

/** What makes a host another spelling of the same one. Names are compared as they are written, so only one is allowed. */
function otherSpelling(host: string): string | undefined {
  if (host !== host.toLowerCase()) return 'the host has upper-case letters';
  const [, port] = /:([0-9]+)$/.exec(host) ?? [];
  if (port === '443') return 'the port 443 goes without saying';
  return port?.startsWith('0') ? 'the port begins with a zero' : undefined;
}

function split(text: string): { registry: string; repository?: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { registry: text }
    : { registry: text.slice(0, slash), repository: text.slice(slash + 1) };
}
