import { isRegistryHost, isRepositoryPath, usualHost, whyNotARepository } from '@cip/oci';

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

const address = /^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/;
/** The URL standard takes such a host for an IPv4 address, in any of its spellings. */
const endsInNumber = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;

/** What makes a host another spelling of the same one. Names are compared as they are written, so only one is allowed. */
function otherSpelling(host: string): string | undefined {
  if (host !== host.toLowerCase()) return 'the host has upper-case letters';
  const [, port] = /:([0-9]+)$/.exec(host) ?? [];
  if (port === '443') return 'the port 443 goes without saying';
  if (port?.startsWith('0') === true) return 'the port begins with a zero';
  const [name = ''] = host.split(':', 1);
  if (host.startsWith('[') || address.test(name)) return undefined;
  if (endsInNumber.test(name))
    return 'it ends in a number, and is not an address of four numbers without leading zeros';
  const usual = usualHost(host);
  return usual === host ? undefined : `the host is another name of ${usual}`;
}

function split(text: string): { registry: string; repository?: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { registry: text }
    : { registry: text.slice(0, slash), repository: text.slice(slash + 1) };
}
