import { isRegistryHost, parseRepositoryName, usualHost } from '@cip/oci';
import { UsageError } from '@cip/runtime';

/** `HOST[:PORT]` with an optional path, without a slash at its end and in its usual spelling. Throws `UsageError`; `what` names the argument. */
export function toPrefix(text: string, what: string): string {
  const name = text.replace(/\/+$/, '');
  if (isRegistryHost(name)) return usualHost(name);
  try {
    const { registry, repository } = parseRepositoryName(name);
    return `${usualHost(registry)}/${repository}`;
  } catch (error) {
    const message = `${what} ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`;
    throw new UsageError(message, 'Write HOST, HOST:PORT or HOST/PATH, without a scheme.', { cause: error });
  }
}
