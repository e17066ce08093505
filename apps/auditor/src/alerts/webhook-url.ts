import { UsageError } from '@cip/runtime';

/** The address of a webhook: https, or http on this machine. Throws `UsageError`; credentials in it are not shown. */
export function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new UsageError('--alert-webhook: this is not a URL', 'Write it as https://host/path.');
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `--alert-webhook ${url.protocol}//${url.host}: credentials in an address are not sent`,
      'Put a secret into a file, and name it with --alert-webhook-secret-file.',
    );
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new UsageError(
    `--alert-webhook ${url.protocol}//${url.host}: alerts would travel unprotected`,
    'Use https; http is for addresses of this machine.',
  );
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name);
}
