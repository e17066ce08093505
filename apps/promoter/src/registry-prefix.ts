import { isRegistryHost, parseRepositoryName } from '@cip/oci';
import { UsageError } from '@cip/runtime';

/** `HOST[:PORT]` with an optional path, without a slash at its end. Throws `UsageError`; `what` names the argument. */
export function toPrefix(text: string, what: string): string {
  const name = text.replace(/\/+$/, '');
  if (isRegistryHost(name)) return name;
  try {
    parseRepositoryName(name);
    return name;
  } catch (error) {
    const message = `${what} ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`;
    throw new UsageError(message, 'Write HOST, HOST:PORT or HOST/PATH, without a scheme.', { cause: error });
  }
}
