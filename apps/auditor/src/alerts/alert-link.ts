import { UsageError } from '@cip/runtime';

/** The address that people are sent to for all of many alerts. Throws `UsageError` for what is no address of the web. */
export function alertLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href;
  throw new UsageError(
    `--alert-link ${JSON.stringify(text)}: not a URL that people can open`,
    'Write the address of the service or of its log, as https://host/path.',
  );
}

/** Cloud Logging of a project, with what was not VERIFIED from a time on. */
export function logLink(project: string, since: Date): string {
  const query = `jsonPayload.verdict!="VERIFIED"\ntimestamp>="${since.toISOString()}"`;
  return `https://console.cloud.google.com/logs/query;query=${encodeURIComponent(query)}?project=${encodeURIComponent(project)}`;
}
