import { type AccessHelp, type AccessRefusal, knownCredentials } from '@cip/registry';

/** Why requests carry credentials or not: no flag allowed them, a flag ruled them out, or what was found is used. */
export type AskedAs = 'anonymous-by-default' | 'anonymous-by-flag' | 'found';

/** What errors about access say in programs with the flags of `credentialFlags`. */
export function accessHelp(asked: AskedAs): AccessHelp {
  return {
    anonymous:
      asked === 'anonymous-by-flag'
        ? 'the request was anonymous because --anonymous was given'
        : 'the request was anonymous because --use-credentials was not given',
    remedy: (refusal) => remedyFor(asked, refusal),
  };
}

function remedyFor(asked: AskedAs, { code, host, credentials }: AccessRefusal): string {
  if (asked !== 'found') {
    const what = asked === 'anonymous-by-default' ? 'add --use-credentials' : 'leave out --anonymous';
    return `${what} to send ${credentialsFor(host)}`;
  }
  if (credentials === 'none') {
    return `log in to ${host} with docker login, or to Google with gcloud auth application-default login`;
  }
  if (credentials === 'not-asked-for') return 'check the name of the repository and who has access to it';
  return code === 'UNAUTHORIZED'
    ? `check that they are still valid, or log in to ${host} again`
    : `give their account the right to do this on ${host}`;
}

/** Whether there are credentials for a host, as far as files and the environment tell. */
export function hasCredentials(host: string): boolean {
  return knownCredentials(host) !== undefined;
}

/** What would be sent to a host, and where it is, if that is known. */
function credentialsFor(host: string): string {
  const place = knownCredentials(host);
  return place === undefined
    ? `your Docker or Google credentials to ${host}`
    : `the credentials for ${host} from ${place}`;
}
