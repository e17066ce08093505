import type { AccessHelp, AccessRefusal } from '@cip/registry';

/** What decides as whom registries are asked: no flag that allows credentials, a flag that forbids them, or neither. */
export type AskedAs = 'anonymous-by-default' | 'anonymous-by-flag' | 'found';

/** What errors about access say in programs with the flags of `credentialFlags`. */
export function accessHelp(asked: AskedAs): AccessHelp {
  return {
    anonymous:
      asked === 'anonymous-by-flag'
        ? 'the request was anonymous, as --anonymous was given'
        : 'the request was anonymous, as --use-credentials was not given',
    remedy: (refusal) => remedyFor(asked, refusal),
  };
}

function remedyFor(asked: AskedAs, { code, host, credentials }: AccessRefusal): string {
  if (asked === 'anonymous-by-default') {
    return `add --use-credentials to send your Docker or Google credentials to ${host}`;
  }
  if (asked === 'anonymous-by-flag') {
    return `leave out --anonymous to send your Docker or Google credentials to ${host}`;
  }
  if (credentials === 'none') {
    return `log in to ${host} with docker login, or to Google with gcloud auth application-default login`;
  }
  if (credentials === 'not-asked-for') return 'check the name of the repository, and who may do this';
  return code === 'UNAUTHORIZED'
    ? `check that they are still valid, or log in to ${host} again`
    : `give their account the right to do this on ${host}`;
}
