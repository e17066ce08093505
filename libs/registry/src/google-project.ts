import type { RequestKind } from './ledger.js';

/** The Google project whose quota a request to one of Google's hosts counts towards: it stands first in the path. */
export function googleProject(url: URL, kind: RequestKind): string | undefined {
  if (kind === 'token' || kind === 'catalog') return undefined;
  const [, version, project = '', next] = url.pathname.split('/');
  if (version !== 'v2' || project === '' || next === undefined) return undefined;
  // Projects of a domain, `example.com:name`, take two parts.
  return project.includes('.') ? `${project}/${next}` : project;
}

/**
 * Whether a refusal names a quota that all hosts of a project share, per user as a rule, and not one of a region or of
 * something else. Artifact Registry writes: `Quota exceeded for quota metric 'Requests per project per user' and limit
 * 'Requests per project per user per minute per user' of service …`.
 */
export function namesSharedQuota(message: string): boolean {
  if (!/quota/i.test(message)) return false;
  const quota = /quota[^]*?(?=\bof service\b|\bfor consumer\b|$)/i.exec(message)?.[0] ?? '';
  return /project|user/i.test(quota) && !/region|location/i.test(quota);
}
