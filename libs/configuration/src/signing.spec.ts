import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import { configurationFacts } from './configuration-facts.js';
import { parseConfiguration } from './parse-configuration.js';
import { publicNameOf, type SigningConfiguration } from './signing-configuration.js';

const shownAs = '.cip.yaml';

function signingIn(text: string): SigningConfiguration | undefined {
  return parseConfiguration({ shownAs, text }).signing;
}

/** `line:column message` of each mistake. */
function mistakesOf(text: string): string[] {
  try {
    signingIn(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.mistakes.map(({ where, message }) => `${where.line}:${where.column} ${message}`);
  }
}

describe('what is read', () => {
  it('an account of Google, with an account of its own for summaries', () => {
    const text = `signing:
  keyless:
    provider: google
    serviceAccount: signer@project.example
    summaryAccount: summaries@project.example
  publicName: registry.example
  signatures: both
  summaries: true
  promoter:
    uri: https://promoter.example
    verifierId: https://promoter.example/verifier
    levels: [MANIFEST_REVIEWED]
`;
    const keyless = (account: string): object => ({
      kind: 'keyless',
      token: { provider: 'google', serviceAccount: account },
      identity: { issuer: 'https://accounts.google.com', subject: account },
      fulcio: 'https://fulcio.sigstore.dev',
      rekor: 'https://rekor.sigstore.dev',
    });
    expect(signingIn(text)).toEqual({
      signer: keyless('signer@project.example'),
      summarySigner: keyless('summaries@project.example'),
      publicName: 'registry.example',
      signatures: 'both',
      records: true,
      summaries: true,
      promoter: {
        uri: 'https://promoter.example',
        verifierId: 'https://promoter.example/verifier',
        levels: ['MANIFEST_REVIEWED'],
      },
    });
  });

  it('the example of the Kubernetes project', async () => {
    const file = new URL('../../../docs/examples/k8s.cip.yaml', import.meta.url);
    expect(signingIn(await readFile(file, 'utf8'))).toMatchObject({
      signer: { identity: { subject: 'krel-trust@k8s-releng-prod.iam.gserviceaccount.com' } },
      summarySigner: { identity: { subject: 'promoter-summaries@k8s-releng-prod.iam.gserviceaccount.com' } },
      publicName: 'registry.k8s.io',
      promoter: { uri: 'https://k8s.io/promo-tools', levels: ['K8S_PROMOTION_MANIFEST_REVIEWED'] },
    });
  });

  it('a workflow of GitHub, in an instance of its own', () => {
    const text = `signing:
  keyless: { provider: github }
  identity: { subject: "https://github.com/o/r/.github/workflows/w.yml@refs/heads/main", issuer: https://token.actions.githubusercontent.com }
  fulcio: https://fulcio.example/base
  rekor: http://127.0.0.1:3000
  tsa: https://tsa.example/api/v1/timestamp
  records: false
`;
    const signing = signingIn(text);
    expect(signing).toMatchObject({
      signer: {
        token: { provider: 'github' },
        identity: {
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'https://github.com/o/r/.github/workflows/w.yml@refs/heads/main',
        },
        fulcio: 'https://fulcio.example/base',
        rekor: 'http://127.0.0.1:3000',
        tsa: 'https://tsa.example/api/v1/timestamp',
      },
      signatures: 'legacy',
      records: false,
      summaries: false,
      promoter: { levels: [] },
    });
    expect(signing?.summarySigner).toEqual(signing?.signer);
  });

  it('a key pair, without a log', () => {
    const text =
      'signing: {key: /secrets/cosign.key, passwordFile: /secrets/password, publicKey: trust/cosign.pub, records: false}';
    expect(signingIn(text)?.signer).toEqual({
      kind: 'key',
      file: '/secrets/cosign.key',
      passwordFile: '/secrets/password',
      publicKeyFile: 'trust/cosign.pub',
    });
  });

  it('a token in a file', () => {
    const text =
      'signing: {keyless: {provider: file, tokenFile: /run/token}, identity: {issuer: a, subject: b}, records: false}';
    expect(signingIn(text)?.signer).toMatchObject({ token: { provider: 'file', file: '/run/token' } });
  });

  it('nothing where nothing is to be signed', () => {
    expect(signingIn('attached: {keep: all}')).toBeUndefined();
  });
});

const google = 'keyless: {provider: google, serviceAccount: a@b.example}, records: false';

describe('what is refused', () => {
  it.each([
    ['no signer', 'records: false', '1:10 "signing" does not say what to sign with'],
    ['two signers', `key: a.key, publicKey: a.pub, ${google}`, '"key" and "keyless" exclude each other'],
    ['a key without its public one', 'key: a.key, records: false', '1:16 "key" has no "publicKey" beside it'],
    [
      'a public key outside of the tree',
      'key: a.key, publicKey: /a.pub, records: false',
      '"/a.pub" is not a file below',
    ],
    [
      'Google without an account',
      'keyless: {provider: google}, records: false',
      '1:31 "provider: google" has no "serviceAccount"',
    ],
    [
      'a file without its name',
      'keyless: {provider: file}, identity: {issuer: a, subject: b}, records: false',
      'has no "tokenFile"',
    ],
    [
      'GitHub without an identity',
      'keyless: {provider: github}, records: false',
      'has no "identity" beside "keyless"',
    ],
    [
      'Google with an identity',
      `identity: {issuer: a, subject: b}, ${google}`,
      '"identity" has no meaning with "provider: google"',
    ],
    [
      'an account with GitHub',
      'keyless: {provider: github, summaryAccount: a}, identity: {issuer: a, subject: b}, records: false',
      '"summaryAccount" has no meaning',
    ],
    [
      'a password with certificates',
      `passwordFile: a, ${google}`,
      '"passwordFile" has no meaning with "keyless"',
    ],
    [
      'Fulcio with a key',
      'key: a, publicKey: b, fulcio: https://a.example, records: false',
      '"fulcio" has no meaning with "key"',
    ],
    [
      'a provider that nobody knows',
      'keyless: {provider: gogle, serviceAccount: a}, records: false',
      '"gogle" is not a value of "provider"',
    ],
    ['no provider', 'keyless: {serviceAccount: a}, records: false', '"keyless" has no key "provider"'],
    [
      'an identity without an issuer',
      'keyless: {provider: github}, identity: {subject: b}, records: false',
      '"identity" has no key "issuer"',
    ],
    [
      'http elsewhere',
      `rekor: "http://rekor.example", ${google}`,
      '"http://rekor.example" is not the address of a service',
    ],
    [
      'an address with a query',
      `tsa: "https://tsa.example/?a=b", ${google}`,
      'is not the address of a service',
    ],
    [
      'records by nobody',
      'keyless: {provider: google, serviceAccount: a@b.example}',
      '"records" are to be written, and "promoter" has no "uri"',
    ],
    [
      'summaries by nobody',
      `summaries: true, promoter: {uri: "https://p.example"}, ${google}`,
      '"summaries" are to be written, and "promoter" has no "verifierId"',
    ],
    ['a promoter that is no URI', `promoter: {uri: me}, ${google}`, '"me" is not a URI'],
    [
      'a level in small letters',
      `promoter: {levels: [reviewed]}, ${google}`,
      '"reviewed" is not the name of a level',
    ],
    ['a choice in other words', `summaries: "yes", ${google}`, '"yes" is not true or false'],
    ['another form of signatures', `signatures: old, ${google}`, '"old" is not a value of "signatures"'],
    [
      'a public name with a scheme',
      `publicName: "https://registry.example", ${google}`,
      'is not the name of a registry',
    ],
    ['an unknown key', `pasword: x, ${google}`, '"signing" has the unknown key "pasword"'],
    [
      'an unknown key of keyless',
      'keyless: {provider: github, account: a}, identity: {issuer: a, subject: b}, records: false',
      '"keyless" has the unknown key "account"',
    ],
    ['a key of a KMS', 'key: "awskms://a", publicKey: b, records: false', 'this is an address, not a file'],
  ])('%s', (_, content, expected) => {
    const mistakes = mistakesOf(`signing: {${content}}`);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(expected);
  });

  it.each([
    ['a private key', 'key: "-----BEGIN PRIVATE KEY----- c2VjcmV0", publicKey: b, records: false'],
    [
      'a token',
      'keyless: {provider: file, tokenFile: eyJhbGciOiJub25lIn0.c2VjcmV0.x}, identity: {issuer: a, subject: b}, records: false',
    ],
    ['a password in an address', `rekor: "https://user:c2VjcmV0@rekor.example", ${google}`],
  ])('%s, without repeating it', (_, content) => {
    const mistakes = mistakesOf(`signing: {${content}}`);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).not.toContain('c2VjcmV0');
  });

  it('more levels than anybody has', () => {
    const levels = Array(21).fill('A').join(', ');
    expect(mistakesOf(`signing: {promoter: {levels: [${levels}]}, ${google}}`)).toEqual([
      expect.stringContaining('"levels" has 21 items, more than 20'),
    ]);
  });
});

it('a key that is almost right is found', () => {
  expect(() => signingIn(`signing: {promoter: {verifier: a}, ${google}}`)).toThrow(
    /Did you mean "verifierId"/,
  );
  expect(() => signingIn(`signing: {recor: a, ${google}}`)).toThrow(/Did you mean "rekor"/);
});

it('the order of keys changes nothing, and another account does', () => {
  const facts = (text: string): string => configurationFacts(parseConfiguration({ shownAs, text }));
  const one =
    'signing: {promoter: {uri: "https://p.example", levels: [A]}, keyless: {provider: google, serviceAccount: a}}';
  const same =
    'signing: {keyless: {serviceAccount: a, provider: google}, promoter: {levels: [A], uri: "https://p.example"}}';
  expect(facts(same)).toBe(facts(one));
  expect(facts(one.replace('serviceAccount: a', 'serviceAccount: b'))).not.toBe(facts(one));
});

describe('a public name', () => {
  const production = ['us.example/prod/images', 'us.example/prod/images/build', 'eu.example/prod/images'];

  it.each([
    ['us.example/prod/images/kube/app', 'registry.example/kube/app'],
    ['us.example/prod/images/build/app', 'registry.example/build/app'],
    ['us.example/prod/imagesets/app', 'us.example/prod/imagesets/app'],
    ['us.example/prod/images', 'us.example/prod/images'],
    ['elsewhere.example/app', 'elsewhere.example/app'],
  ])('of %s', (repository, expected) => {
    expect(publicNameOf(repository, 'registry.example', production)).toBe(expected);
  });

  it('is that of the repository where there is none', () => {
    expect(publicNameOf('us.example/prod/images/app', undefined, production)).toBe(
      'us.example/prod/images/app',
    );
  });
});
