import type { Credentials, NoCredentials } from './credentials.js';

/** A 401 or 403. `host` is that of the registry, `host[:port]`. */
export interface AccessRefusal {
  readonly code: 'UNAUTHORIZED' | 'DENIED';
  readonly host: string;
  readonly credentials: SentCredentials;
}

/** Whether a request had credentials. `not-asked-for`: there may be some, and the registry refused without asking for them. */
export type SentCredentials = 'sent' | 'none' | 'not-asked-for';

/** What errors say about access in terms of the program that asks. */
export interface AccessHelp {
  /** Why a client without a provider has no credentials, as half a sentence. Default: it names no reason. */
  readonly anonymous?: string;
  /** What to do, as half a sentence. Default: it names no flag. */
  readonly remedy?: (refusal: AccessRefusal) => string;
}

/** As whom a registry was asked. */
export interface Identity {
  readonly host: string;
  readonly credentials: SentCredentials;
  /** Half a sentence: where the credentials are from, or why there are none. */
  readonly who: string;
}

/** As whom a registry is asked with what a provider found. */
export function identityOf(
  host: string,
  found: Credentials | NoCredentials | undefined,
  anonymous: string,
): Identity {
  if (!found || found.kind === 'none') return { host, credentials: 'none', who: found?.why ?? anonymous };
  const who = found.from === undefined ? 'it had credentials' : `the credentials were from ${found.from}`;
  return { host, credentials: 'sent', who };
}

/** What to do about a refusal where no program says it better. */
export function usualAccessRemedy({ code, host, credentials }: AccessRefusal): string {
  if (credentials === 'none') return `give credentials for ${host}`;
  if (credentials === 'not-asked-for') return 'check the name of the repository, and who may do this';
  return code === 'UNAUTHORIZED'
    ? `check that the credentials for ${host} are still valid`
    : `the credentials for ${host} lack the right to do this`;
}
