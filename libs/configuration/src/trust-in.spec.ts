import { expect, it } from 'vitest';
import { isOwnSigner, parseConfiguration, trustIn } from './index.js';

const promoter = 'promoter: { uri: https://promoter.example }';

/** Keys and identities. */
function trusted(text: string): { keys: readonly string[]; identities: string[] } | undefined {
  const trust = trustIn(parseConfiguration({ shownAs: '.cip.yaml', text }));
  return trust && { keys: trust.keys, identities: (trust.identities ?? []).map((one) => one.text) };
}

it('nobody’s signatures count unless the project says whose', () => {
  expect(trusted('')).toBeUndefined();
});

it('the promoter’s own count beside those that are trusted, each once', () => {
  const signing = `signing: { key: cosign.key, publicKey: cosign.pub, ${promoter} }\n`;
  expect(trusted(signing)).toEqual({ keys: ['cosign.pub'], identities: [] });
  expect(trusted(`trust: { keys: [release.pub, cosign.pub] }\n${signing}`)).toEqual({
    keys: ['release.pub', 'cosign.pub'],
    identities: [],
  });
});

const keyless =
  'keyless: { provider: google, serviceAccount: promoter@p.example, summaryAccount: summaries@p.example }';

it('with certificates, its accounts count', () => {
  expect(trusted(`signing: { ${keyless}, ${promoter} }\n`)).toEqual({
    keys: [],
    identities: [
      'sigstore::https://accounts.google.com::promoter@p.example',
      'sigstore::https://accounts.google.com::summaries@p.example',
    ],
  });
});

it('the account for summaries signs those, and nothing else', () => {
  const { signing } = parseConfiguration({
    shownAs: '.cip.yaml',
    text: `signing: { ${keyless}, ${promoter} }\n`,
  });
  if (!signing) throw new Error('nothing is signed');
  const isOwn = isOwnSigner(signing);
  const issuer = 'https://accounts.google.com';
  const by = (identity: string) => ({ kind: 'certificate', issuer, identity }) as const;
  const answers = ['promoter@p.example', 'summaries@p.example', 'other@p.example'].map((account) =>
    (['signature', 'record', 'summary'] as const).filter((kind) => isOwn(by(account), kind)),
  );
  expect(answers).toEqual([['signature', 'record'], ['summary'], []]);
});
