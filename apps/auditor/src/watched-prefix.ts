import { hostOf, isRegistryHost, isRepositoryPath } from '@cip/oci';
import { UsageError } from '@cip/runtime';

/** A registry, or a path in one, as `--watch` has it, without slashes at its end. Throws `UsageError`. */
export function watchedPrefix(text: string): string {
  const prefix = text.replace(/\/+$/, '');
  const host = hostOf(prefix);
  const path = prefix.slice(host.length + 1);
  if (isRegistryHost(host) && (path === '' || isRepositoryPath(path))) return prefix;
  throw new UsageError(
    `--watch ${JSON.stringify(text)}: this is not a registry`,
    'Write HOST[:PORT] or HOST[:PORT]/PATH.',
  );
}
