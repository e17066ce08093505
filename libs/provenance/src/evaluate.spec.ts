import { describe, expect, it } from 'vitest';
import type { AttestedImage, Attestation } from './attestation.js';
import { evaluate } from './evaluate.js';
import {
  account,
  actions,
  attached,
  boundPolicy,
  certificate,
  cloud,
  digest,
  google,
  image,
  index,
  json,
  policyOf,
  provenance,
  release,
  releases,
  simplePolicy,
  statement,
  types,
  verifiedBy,
  workflow,
} from './fixtures.js';

interface Case {
  readonly policy?: string;
  readonly image: AttestedImage;
  /** Below the source of the policy. Default: `app`. */
  readonly name?: string;
  /** The level of an image that satisfies the policy. */
  readonly level?: number;
  readonly by?: readonly string[];
  readonly violations?: readonly string[];
  readonly notes?: readonly string[];
  /** How many attestations the policy accepts. */
  readonly accepted?: number;
}

const good = attached(provenance());
const foreign = certificate('somebody@example.com');
const claimed = `${workflow}@refs/tags/v1.2.3`;
const trusted = `sigstore::${google}::${account}`;
const bound = boundPolicy;

/** The policy with other signers, which no builder names. */
function signedBy(...signers: string[]): string {
  return simplePolicy.replace(/signers: .*/, `signers: ${JSON.stringify(signers)}`);
}

function builtBy(builders: string, policy = simplePolicy): string {
  return policy.replace(/builders: .*/, `builders: ${builders}`);
}

function signedAs(identity: string, issuer?: string): AttestedImage {
  return image(attached(provenance(), verifiedBy(certificate(identity, issuer))));
}

function untrusted(identity: string, signers = trusted, issuer = google): string {
  return `the build provenance in the referrer 1 does not count: it is signed by ${identity} (${issuer}), and the policy trusts ${signers}`;
}

function doesNotCount(why: string, number = 1): string {
  return `the build provenance in the referrer ${number} does not count: ${why}`;
}

const none = 'the image has no build provenance';
const indexHasNone = 'the index has no build provenance of its own';
const throughPlatforms = `${indexHasNone}, and not all of its platform manifests satisfy the policy`;

function onPlatform(character: string, text: string): string {
  return `linux/${character} (sha256:${character.repeat(12)}…): ${text}`;
}

/** Good provenance of a child. */
function child(character: string, number = 1): Partial<AttestedImage> {
  return { attestations: [attached(provenance({ about: [digest(character)] }), undefined, { number })] };
}

/** Provenance of SLSA v1 that reaches level 1 and level 3 under `boundPolicy`. */
const selfSigned = attached(provenance());
const bothBuilds = [
  selfSigned,
  attached(provenance({ builder: claimed }), verifiedBy(release), { number: 2 }),
];

/** An image of which the policy demands level 3 by its name. */
function demanding(attestations: readonly Attestation[], name = 'app'): Case {
  const policy = `${bound}levels: [{images: [app, charts/*], level: 3}]\n`;
  return { policy, image: image(...attestations), name };
}

function indexDemanding(
  children: Readonly<Record<string, Partial<AttestedImage>>>,
  own: readonly Attestation[] = [],
): Case {
  return { policy: `${simplePolicy}levels: [{images: [app], level: 3}]\n`, image: index(own, children) };
}

/** Provenance of a child that reaches level 2, as it names no invocation. */
function lowChild(character: string): Partial<AttestedImage> {
  const about = [digest(character)];
  return { attestations: [attached(provenance({ about, invocation: '' }), undefined, { number: 9 })] };
}

function unsignedOf(character: string): Attestation {
  return attached(provenance({ about: [digest(character)] }), { kind: 'unsigned' }, { number: 4 });
}

function tooLow(level: number, name = 'app'): string {
  return `its build provenance, of the builder ${cloud}, reaches level ${level}, and the policy demands level 3 of ${name}`;
}

const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'what counts': {
    'provenance by a signer, a builder and a source of the policy': {
      image: image(good),
      level: 3,
      by: [cloud],
    },
    'provenance of SLSA v0.2 in a statement v0.1': {
      image: image(
        attached(
          json({
            _type: 'https://in-toto.io/Statement/v0.1',
            subject: [{ name: '_', digest: { sha256: 'a'.repeat(64) } }],
            predicateType: types.v02,
            predicate: {
              builder: { id: cloud },
              buildType: 'https://cloud.example/type@v0',
              invocation: { configSource: { uri: 'git+https://github.com/org/repo@refs/heads/main' } },
              metadata: { buildInvocationId: '1' },
              materials: [{ uri: 'git+https://github.com/org/repo' }],
            },
          }),
        ),
      ),
      level: 3,
      by: [cloud],
    },
    'provenance under .att': {
      image: image(attached(provenance(), undefined, { form: 'legacy' })),
      level: 3,
    },
    'nothing attached': { image: image(), violations: [none] },
    unsigned: {
      image: image(attached(provenance(), { kind: 'unsigned' })),
      violations: [doesNotCount('it is not signed')],
    },
    'no trust root for the signature': {
      image: image(
        attached(provenance(), { kind: 'unverifiable', why: 'its certificate is of an unknown authority' }),
      ),
      violations: [
        doesNotCount(
          'there is nothing to verify its signature with: its certificate is of an unknown authority',
        ),
      ],
    },
    'a tampered payload': {
      image: image(attached(provenance(), { kind: 'failed', why: 'the payload was changed' })),
      violations: [doesNotCount('its signature does not verify: the payload was changed')],
    },
    'a tampered one beside a good one': {
      image: image(
        good,
        attached(provenance(), { kind: 'failed', why: 'the payload was changed' }, { number: 2 }),
      ),
      level: 3,
      notes: [doesNotCount('its signature does not verify: the payload was changed', 2)],
    },
    'a payload that is not a statement': {
      image: image(attached(json([]))),
      violations: [none],
      notes: ['the referrer 1 does not count: it is not a statement: it is not a JSON object'],
    },
    'a signature without a payload': {
      image: image(attached(undefined)),
      violations: [none],
      notes: ['the referrer 1 does not count: it is not a statement: it has no payload'],
    },
    'provenance of another type': {
      image: image(attached(statement({ type: 'https://slsa.dev/provenance/v0.1' }))),
      violations: [none],
      notes: ['the referrer 1 attests https://slsa.dev/provenance/v0.1, which the policy does not ask for'],
    },
  },

  subjects: {
    'provenance of another digest, attached to this one': {
      image: image(attached(provenance({ about: [digest('b')] }))),
      violations: [doesNotCount('it is about sha256:bbbbbbbbbbbb…')],
    },
    'the digest among many subjects': {
      image: image(
        attached(
          provenance({ about: Array.from({ length: 10 }, (_, i) => digest(String(i))).concat(digest('a')) }),
        ),
      ),
      level: 3,
    },
    'the digest as sha512 of the same characters': {
      image: image(attached(provenance({ about: [`sha512:${'a'.repeat(128)}`] }))),
      violations: [doesNotCount('it is about sha512:aaaaaaaaaaaa…')],
    },
    'the digest in capital letters': {
      image: image(attached(provenance({ about: [`sha256:${'A'.repeat(64)}`] }))),
      violations: [doesNotCount('it is about nothing that has a sha256 or sha512 digest')],
    },
  },

  signers: {
    'a foreign signer': {
      image: signedAs('somebody@example.com'),
      violations: [untrusted('somebody@example.com')],
    },
    'the identity of another issuer': {
      image: signedAs(account, actions),
      violations: [untrusted(account, trusted, actions)],
    },
    'a key': {
      image: image(attached(provenance(), verifiedBy({ kind: 'key', name: account }))),
      violations: [doesNotCount(`it is signed by the key ${account}, and the policy trusts ${trusted}`)],
    },
    'a signature that names no signer': {
      image: image(attached(provenance(), verifiedBy())),
      violations: [doesNotCount('its signature names no signer')],
    },
    'two signers, one of the policy': {
      image: image(attached(provenance(), verifiedBy(foreign, certificate()))),
      level: 3,
    },
    'an exact identity that only begins so': {
      image: signedAs(`${account}.example.com`),
      violations: [untrusted(`${account}.example.com`)],
    },
    'an exact identity in other letters': {
      image: signedAs('Builder@project.iam.gserviceaccount.com'),
      violations: [untrusted('Builder@project.iam.gserviceaccount.com')],
    },
    'an exact identity in other letters that do not count': {
      policy: signedBy(`sigstore(identityMatch=exact/i)::${google}::${account}`),
      image: signedAs('Builder@PROJECT.iam.gserviceaccount.com'),
      level: 3,
    },
    'a letter whose lower case is one of ASCII': {
      policy: signedBy(`sigstore(identityMatch=exact/i)::${google}::k@example.com`),
      image: signedAs('\u212a@example.com'),
      violations: [
        untrusted('\u212a@example.com', `sigstore(identityMatch=exact/i)::${google}::k@example.com`),
      ],
    },
    'a prefix': {
      policy: signedBy(`sigstore(identityMatch=prefix)::${google}::builder@`),
      image: signedAs(account),
      level: 3,
    },
    'a prefix in the middle': {
      policy: signedBy(`sigstore(identityMatch=prefix)::${google}::project`),
      image: signedAs(account),
      violations: [untrusted(account, `sigstore(identityMatch=prefix)::${google}::project`)],
    },
    'an expression that matches the whole identity': {
      policy: signedBy(
        String.raw`sigstore(identityMatch=regex)::${google}::[a-z]+@project\.iam\.gserviceaccount\.com`,
      ),
      image: signedAs(account),
      level: 3,
    },
    'an expression that matches in part only': {
      policy: signedBy(String.raw`sigstore(identityMatch=regex)::${google}::[a-z]+@project`),
      image: signedAs(account),
      violations: [untrusted(account, `sigstore(identityMatch=regex)::${google}::[a-z]+@project`)],
    },
    'an expression whose first alternative matches in part only': {
      policy: signedBy(String.raw`sigstore(identityMatch=regex)::${google}::builder|builder@.*`),
      image: signedAs(account),
      level: 3,
    },
    'an expression that matches one line of the identity': {
      policy: signedBy(String.raw`sigstore(identityMatch=regex)::${google}::(?m)^builder@[a-z.]+$`),
      image: signedAs(`evil@example.com\n${account}`),
      violations: [
        untrusted(
          `evil@example.com\\u000a${account}`,
          String.raw`sigstore(identityMatch=regex)::${google}::(?m)^builder@[a-z.]+$`,
        ),
      ],
    },
    'an expression in other letters': {
      policy: signedBy(String.raw`sigstore(identityMatch=regex/i)::${google}::BUILDER@.*`),
      image: signedAs(account),
      level: 3,
    },
    'an identity that is empty': {
      policy: signedBy(`sigstore(identityMatch=regex)::${google}::.*`),
      image: signedAs(''),
      violations: [untrusted('an empty name', `sigstore(identityMatch=regex)::${google}::.*`)],
    },
    'an identity that is longer than any': {
      policy: signedBy(String.raw`sigstore(identityMatch=regex)::${google}::a*`),
      image: signedAs('a'.repeat(2_001)),
      violations: [untrusted(`${'a'.repeat(199)}…`, `sigstore(identityMatch=regex)::${google}::a*`)],
    },
  },

  builders: {
    'another builder': {
      image: image(attached(provenance({ builder: 'https://other.example' }))),
      violations: [
        doesNotCount(
          `it names the builder https://other.example, and its signer ${account} (${google}) may claim only ${cloud}`,
        ),
      ],
    },
    'no builder': {
      image: image(attached(provenance({ builder: undefined }))),
      violations: [doesNotCount('it names no builder')],
    },
    'a builder that is no text': {
      image: image(attached(provenance({ builder: [cloud] }))),
      violations: [doesNotCount('it names no builder')],
    },
    'a builder that begins with one of the policy': {
      image: image(attached(provenance({ builder: `${cloud}-2` }))),
      violations: [
        doesNotCount(
          `it names the builder ${cloud}-2, and its signer ${account} (${google}) may claim only ${cloud}`,
        ),
      ],
    },
    'a builder at a ref, where the policy has none': {
      image: image(attached(provenance({ builder: `${cloud}@v1` }))),
      level: 3,
      by: [`${cloud}@v1`],
    },
    'a builder at another ref than the one of the policy': {
      policy: builtBy(`[{id: '${cloud}@v1', level: 3}]`),
      image: image(attached(provenance({ builder: `${cloud}@v2` }))),
      violations: [
        doesNotCount(
          `it names the builder ${cloud}@v2, and its signer ${account} (${google}) may claim only ${cloud}@v1`,
        ),
      ],
    },
    'a builder without a ref, where the policy has one': {
      policy: builtBy(`[{id: '${cloud}@v1', level: 3}]`),
      image: image(attached(provenance())),
      violations: [
        doesNotCount(
          `it names the builder ${cloud}, and its signer ${account} (${google}) may claim only ${cloud}@v1`,
        ),
      ],
    },
    'a builder that names its signer': {
      policy: bound,
      image: image(attached(provenance({ builder: claimed }), verifiedBy(release))),
      level: 3,
      by: [claimed],
    },
    'a builder that names another signer': {
      policy: bound,
      image: image(attached(provenance({ builder: claimed }))),
      violations: [
        doesNotCount(
          `it names the builder ${claimed}, and its signer ${account} (${google}) may claim only ${cloud}`,
        ),
      ],
    },
    'a builder that names nobody, by a signer that another names': {
      policy: bound,
      image: image(attached(provenance(), verifiedBy(release))),
      violations: [
        doesNotCount(
          `it names the builder ${cloud}, and its signer ${claimed} (${actions}) may claim only ${workflow}`,
        ),
      ],
    },
    'a signer that may claim nothing': {
      policy: bound.replace(/- \{id: 'https:\/\/cloud.*\n/, ''),
      image: image(attached(provenance())),
      violations: [doesNotCount(`its signer ${account} (${google}) may claim none of the builders`)],
    },
  },

  levels: {
    'the lowest level of the builders that the signer may claim': {
      policy: builtBy(`[{id: '${cloud}', level: 3}, {id: 'https://other.example', level: 2}]`),
      image: image(good),
      level: 2,
      by: [cloud],
    },
    'an identity that matches two signers, each with a builder': {
      policy: String.raw`mode: require
signers: ['${trusted}', 'sigstore(identityMatch=prefix)::${google}::builder@']
builders:
- {id: '${cloud}', level: 3, signers: ['${trusted}']}
- {id: 'https://other.example', level: 2, signers: ['sigstore(identityMatch=prefix)::${google}::builder@']}
sources: [github.com/org/repo]
`,
      image: image(good),
      level: 2,
      by: [cloud],
    },
    'two signers of one bundle, each with a builder': {
      policy: bound,
      image: image(attached(provenance({ builder: claimed }), verifiedBy(release, certificate()))),
      level: 3,
    },
    'two signers of one bundle, each named by a builder': {
      policy: String.raw`mode: require
signers: ['${trusted}', 'sigstore::${actions}::${claimed}']
builders:
- {id: '${cloud}', level: 2, signers: ['${trusted}']}
- {id: '${workflow}', level: 3, signers: ['sigstore::${actions}::${claimed}']}
sources: [github.com/org/repo]
`,
      image: image(attached(provenance({ builder: claimed }), verifiedBy(release, certificate()))),
      level: 2,
    },
    'an identity that matches a signer with a builder, and one without': {
      policy: String.raw`mode: require
signers: ['${trusted}', 'sigstore(identityMatch=prefix)::${google}::builder@']
builders:
- {id: '${cloud}', level: 3, signers: ['${trusted}']}
- {id: 'https://other.example', level: 1}
sources: [github.com/org/repo]
`,
      image: image(good),
      level: 3,
    },
    'below the level of the policy, by its signer': {
      policy: `${bound}level: 2\n`,
      image: image(good),
      violations: [
        doesNotCount(
          `it reaches level 1 at most, since its signer ${account} (${google}) may claim ${cloud}, and the policy demands level 2`,
        ),
      ],
    },
    'at the level of the policy': {
      policy: `${bound}level: 3\n`,
      image: image(attached(provenance({ builder: claimed }), verifiedBy(release))),
      level: 3,
    },
    'the best of several': {
      policy: bound,
      image: image(good, attached(provenance({ builder: claimed }), verifiedBy(release), { number: 2 })),
      level: 3,
      by: [claimed],
    },
    'the best of several, in the other order': {
      policy: bound,
      image: image(
        attached(provenance({ builder: claimed }), verifiedBy(release)),
        attached(provenance(), undefined, { number: 2 }),
      ),
      level: 3,
      by: [claimed],
    },
    'no build invocation, without a level': {
      image: image(attached(provenance({ invocation: '' }))),
      level: 2,
    },
    'no build invocation, with level 3': {
      policy: `${simplePolicy}level: 3\n`,
      image: image(attached(provenance({ invocation: undefined }))),
      violations: [
        doesNotCount(
          'it reaches level 2 at most, since it names no build invocation, and the policy demands level 3',
        ),
      ],
    },
    'no build invocation, by a signer of a lower level': {
      policy: bound,
      image: image(attached(provenance({ invocation: '' }))),
      level: 1,
    },
    'no dependencies': { image: image(attached(provenance({ dependencies: [] }))), level: 2 },
    'no build type, with level 2': {
      policy: `${simplePolicy}level: 2\n`,
      image: image(attached(provenance({ buildType: '' }))),
      violations: [
        doesNotCount(
          'it reaches level 1 at most, since it names no build type, and the policy demands level 2',
        ),
      ],
    },
  },

  sources: {
    'another source': {
      image: image(attached(provenance({ source: 'git+https://github.com/org/other@refs/heads/main' }))),
      violations: [
        doesNotCount(
          'it was built from git+https://github.com/org/other@refs/heads/main, and the policy allows github.com/org/repo',
        ),
      ],
    },
    'no source': {
      image: image(attached(provenance({ source: undefined, dependencies: [] }))),
      violations: [
        doesNotCount(
          'it names no source repository where builds of the type https://cloud.example/type@v1 have it',
        ),
      ],
    },
    'two sources, one of the policy': {
      image: image(
        attached(
          provenance({
            buildType: 'https://tekton.dev/chains/v2/slsa',
            dependencies: [
              { uri: 'git+https://github.com/org/repo', name: 'inputs/result' },
              { uri: 'git+https://github.com/org/other', name: 'inputs/result' },
            ],
          }),
        ),
      ),
      violations: [
        doesNotCount(
          'it was built from git+https://github.com/org/other, and the policy allows github.com/org/repo',
        ),
      ],
    },
    'the second source of the policy': {
      policy: simplePolicy.replace('[github.com/org/repo]', '[github.com/org/first, github.com/org/repo]'),
      image: image(good),
      level: 3,
    },
  },

  'other types': {
    'demanded and attested': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: image(good, attached(statement(), undefined, { number: 2 })),
      level: 3,
      notes: [],
    },
    'demanded and absent': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: image(good),
      violations: [`nothing of the type ${types.spdx} is attested by a signer of the policy`],
    },
    'demanded, and attested by others, for others or unsigned': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: image(
        good,
        attached(statement(), verifiedBy(foreign), { number: 2 }),
        attached(statement({ about: [digest('b')] }), undefined, { number: 3 }),
        attached(statement(), { kind: 'unsigned' }, { number: 4 }),
      ),
      violations: [`nothing of the type ${types.spdx} is attested by a signer of the policy`],
      notes: [
        `the ${types.spdx} in the referrer 2 does not count: it is signed by somebody@example.com (${google}), and the policy trusts ${trusted}`,
        `the ${types.spdx} in the referrer 3 does not count: it is about sha256:bbbbbbbbbbbb…`,
        `the ${types.spdx} in the referrer 4 does not count: it is not signed`,
      ],
    },
    'not demanded': {
      image: image(good, attached(statement({ type: types.sign }), undefined, { number: 2 })),
      level: 3,
      notes: [`the referrer 2 attests ${types.sign}, which the policy does not ask for`],
    },
    'demanded, and no provenance': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: image(attached(statement())),
      violations: [none],
    },
  },

  indexes: {
    'provenance about itself': { image: index([good], { b: {}, c: {} }), level: 3, by: [cloud] },
    'provenance about each child': {
      image: index([], { b: child('b'), c: child('c') }),
      level: 3,
      by: [cloud],
    },
    'the lowest level of the children': {
      policy: bound,
      image: index([], {
        b: child('b'),
        c: {
          attestations: [
            attached(provenance({ about: [digest('c')], builder: claimed }), verifiedBy(release)),
          ],
        },
      }),
      level: 1,
      by: [cloud, claimed],
    },
    'one child without': {
      image: index([], { b: child('b'), c: {} }),
      violations: [throughPlatforms, onPlatform('c', none)],
    },
    'provenance about itself that fails, and good children': {
      image: index([attached(provenance({ builder: 'https://other.example' }))], {
        b: child('b'),
        c: child('c'),
      }),
      violations: [
        doesNotCount(
          `it names the builder https://other.example, and its signer ${account} (${google}) may claim only ${cloud}`,
        ),
      ],
    },
    'unsigned provenance about itself, and good children': {
      image: index([attached(provenance(), { kind: 'unsigned' })], { b: child('b') }),
      violations: [doesNotCount('it is not signed')],
    },
    'provenance about another image, and good children': {
      image: index([attached(provenance({ about: [digest('f')] }))], { b: child('b') }),
      violations: [doesNotCount('it is about sha256:ffffffffffff…')],
    },
    'a signature of its own, and good children': {
      image: index([attached(statement({ type: types.sign }))], { b: child('b') }),
      level: 3,
    },
    'provenance about its children, attached to itself': {
      image: index([attached(provenance({ about: [digest('b'), digest('c')] }))], { b: {}, c: {} }),
      level: 3,
    },
    'provenance about itself, attached to a child': {
      image: index([], { b: { attestations: [good] }, c: {} }),
      level: 3,
    },
    'a child with provenance about another child': {
      image: index([], { b: child('c'), c: child('c', 2) }),
      violations: [throughPlatforms, onPlatform('b', none)],
    },
    'without children': { image: index([], {}), violations: [indexHasNone] },
    'a nested index with good children': {
      image: index([], { b: { ...index([], { d: child('d') }), digest: digest('b'), platform: 'linux/b' } }),
      violations: [throughPlatforms, onPlatform('b', indexHasNone)],
    },
    'a nested index with provenance about itself': {
      image: index([], { b: { kind: 'index', ...child('b') } }),
      level: 3,
    },
    'another type, demanded of each child': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: index([attached(statement({ about: [digest('a'), digest('b')] }))], {
        b: child('b', 2),
        c: child('c', 3),
      }),
      violations: [
        throughPlatforms,
        onPlatform('c', `nothing of the type ${types.spdx} is attested by a signer of the policy`),
      ],
    },
    'another type, demanded of an index with provenance about itself': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: index([good], { b: child('b', 2) }),
      violations: [`nothing of the type ${types.spdx} is attested by a signer of the policy`],
    },
    'an image that is said to have children': {
      image: { ...index([], { b: child('b') }), kind: 'image' },
      violations: [none],
    },
  },

  'levels of some images': {
    'an image at its level, with provenance below it beside': {
      ...demanding(bothBuilds),
      level: 3,
      by: [claimed],
      accepted: 2,
    },
    'an image below its level': {
      ...demanding([selfSigned]),
      violations: [tooLow(1)],
      accepted: 1,
    },
    'an image below its level, with provenance that does not count': {
      ...demanding([selfSigned, attached(provenance({ builder: claimed }), undefined, { number: 3 })]),
      violations: [
        tooLow(1),
        doesNotCount(
          `it names the builder ${claimed}, and its signer ${account} (${google}) may claim only ${cloud}`,
          3,
        ),
      ],
      accepted: 1,
    },
    'an image below its level, with another type that does not count': {
      ...demanding([selfSigned, attached(statement(), verifiedBy(foreign), { number: 3 })]),
      violations: [tooLow(1)],
      notes: [
        `the ${types.spdx} in the referrer 3 does not count: it is signed by somebody@example.com (${google}), and the policy trusts ${trusted}, ${releases}`,
      ],
    },
    'an image below a repository with a level': {
      ...demanding([selfSigned], 'charts/app'),
      violations: [tooLow(1, 'charts/app')],
    },
    'an image that no pattern matches': { ...demanding([selfSigned], 'charts/nested/app'), level: 1 },
    'an image at the source of the policy': { ...demanding([selfSigned], ''), level: 1 },
    'an image that reaches just its level': {
      policy: `${simplePolicy.replace('level: 3', 'level: 2')}levels: [{images: [a*], level: 2}, {images: [b], level: 2}]\n`,
      image: image(good),
      level: 2,
    },
    'of several that match, the highest': {
      policy: `${bound}levels: [{images: [app], level: 3}, {images: ['*'], level: 2}]\n`,
      image: image(selfSigned),
      violations: [tooLow(1)],
    },
    'below the level of the policy, and below that of the image': {
      policy: `${bound}level: 2\nlevels: [{images: [app], level: 3}]\n`,
      image: image(selfSigned),
      violations: [
        doesNotCount(
          `it reaches level 1 at most, since its signer ${account} (${google}) may claim ${cloud}, and the policy demands level 2`,
        ),
      ],
      accepted: 0,
    },
    'at the level of the policy, and below that of the image': {
      policy: `${simplePolicy}level: 2\nlevels: [{images: [app], level: 3}]\n`,
      image: image(attached(provenance({ invocation: '' }))),
      violations: [tooLow(2)],
      accepted: 1,
    },
    'an index whose children reach its level': {
      ...indexDemanding({ b: child('b'), c: child('c', 2) }),
      level: 3,
    },
    'an index of which a child stays below its level': {
      ...indexDemanding({ b: child('b'), c: lowChild('c') }),
      violations: [throughPlatforms, onPlatform('c', tooLow(2))],
      accepted: 2,
    },
    'an index without a level, of which a child is low': {
      ...indexDemanding({ b: child('b'), c: lowChild('c') }),
      name: 'other',
      level: 2,
    },
    'an index with provenance about itself, and children below its level': {
      ...indexDemanding({ b: lowChild('b') }, [good]),
      level: 3,
      notes: [],
      accepted: 2,
    },
    'what does not count of a child of an index with provenance about itself': {
      ...indexDemanding({ b: { attestations: [...(lowChild('b').attestations ?? []), unsignedOf('b')] } }, [
        good,
      ]),
      level: 3,
      notes: [onPlatform('b', doesNotCount('it is not signed', 4))],
    },
    'an index below its level, and children that reach it': {
      ...indexDemanding({ b: child('b', 2) }, [attached(provenance({ invocation: '' }))]),
      violations: [tooLow(2)],
    },
    'a low one, where others could not be read': {
      ...demanding([]),
      image: { ...image(selfSigned), unread: 'a time-out' },
      violations: ['some of its attestations could not be read: a time-out'],
    },
  },

  'what could not be read': {
    'some attestations': {
      image: { ...image(good), unread: 'the registry answered 503' },
      violations: ['some of its attestations could not be read: the registry answered 503'],
    },
    'one attestation': {
      image: image(good, attached(undefined, { kind: 'unknown', why: 'a blob is missing' }, { number: 2 })),
      violations: ['the referrer 2 could not be read: a blob is missing'],
      notes: [],
    },
    'those of an index, and good children': {
      image: { ...index([], { b: child('b') }), unread: 'the registry answered 503' },
      violations: ['some of its attestations could not be read: the registry answered 503'],
    },
    'those of a child': {
      image: index([], { b: child('b'), c: { ...child('c'), unread: 'a time-out' } }),
      violations: [
        throughPlatforms,
        onPlatform('c', 'some of its attestations could not be read: a time-out'),
      ],
    },
    'those of a child of an index with provenance about itself': {
      image: index([good], { b: { unread: 'a time-out' } }),
      level: 3,
    },
    'a read that failed hides what else is missing, and not what fails': {
      policy: `${simplePolicy}predicateTypes: ['${types.spdx}']\n`,
      image: { ...image(attached(provenance(), { kind: 'unsigned' })), unread: 'a time-out' },
      violations: [
        'some of its attestations could not be read: a time-out',
        doesNotCount('it is not signed'),
      ],
    },
  },
};

for (const [group, rows] of Object.entries(cases)) {
  describe(group, () => {
    it.each(Object.entries(rows))(
      '%s',
      (_, { policy = simplePolicy, image, name = 'app', level, by, violations = [], notes, accepted }) => {
        const evaluation = evaluate(policyOf(policy), image, name);
        expect(evaluation.violations).toEqual(violations);
        expect(evaluation.satisfied).toBe(level !== undefined);
        expect(evaluation.level).toBe(level);
        if (by) expect(evaluation.by).toEqual(by);
        if (level === undefined) expect(evaluation.by).toEqual([]);
        if (notes) expect(evaluation.notes).toEqual(notes);
        if (accepted !== undefined) expect(evaluation.accepted).toHaveLength(accepted);
      },
    );
  });
}

describe('what is accepted', () => {
  it('is what counts, with the image that it is about and its signer', () => {
    const sbom = attached(statement({ about: [digest('b')] }), verifiedBy(foreign, certificate()), {
      number: 7,
    });
    const other = attached(statement({ about: [digest('f')] }), undefined, { number: 8 });
    const rejected = attached(provenance({ builder: 'https://other.example' }), undefined, { number: 9 });
    const { accepted } = evaluate(
      policyOf(simplePolicy),
      index([good, other, rejected], {
        b: { attestations: [sbom, attached(statement(), verifiedBy(foreign))] },
      }),
      'app',
    );
    expect(accepted).toEqual([
      { about: digest('a'), attestation: good, predicateType: types.v1, signer: certificate() },
      { about: digest('b'), attestation: sbom, predicateType: types.spdx, signer: certificate() },
    ]);
  });

  it('does not depend on the verdict', () => {
    const { satisfied, accepted } = evaluate(policyOf(simplePolicy), image(attached(statement())), 'app');
    expect(satisfied).toBe(false);
    expect(accepted.map(({ predicateType }) => predicateType)).toEqual([types.spdx]);
  });
});

it('one good attestation among ten thousand is found', () => {
  const rogue = Array.from({ length: 9_999 }, (_, i) =>
    attached(provenance(), verifiedBy(certificate(`somebody-${i}@example.com`)), { number: i + 2 }),
  );
  const { satisfied, accepted, notes } = evaluate(policyOf(simplePolicy), image(...rogue, good), 'app');
  expect(satisfied).toBe(true);
  expect(accepted).toHaveLength(1);
  expect(notes.at(-1)).toBe('and 9980 more of the kind');
});

describe('words', () => {
  it('are cut only where there are too many', () => {
    const failing = Array.from({ length: 20 }, (_, i) =>
      attached(provenance(), { kind: 'unsigned' }, { number: i }),
    );
    const { violations } = evaluate(policyOf(simplePolicy), image(...failing), 'app');
    expect(violations).toHaveLength(20);
    expect(violations.join('\n')).not.toContain('more');
  });

  it('are bounded in number and length, whatever is attached', () => {
    const attestations = Array.from({ length: 1_000 }, (_, i) =>
      attached(
        provenance({ builder: `https://evil.example/${i}/${'x'.repeat(10_000)}` }),
        verifiedBy(certificate(account), certificate('y'.repeat(10_000))),
        { number: i },
      ),
    );
    const { violations } = evaluate(policyOf(simplePolicy), image(...attestations), 'app');
    expect(violations).toHaveLength(20);
    expect(violations.at(-1)).toBe('and 981 more of the kind');
    expect(Math.max(...violations.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
  });

  it('have nothing in them that does not print', () => {
    const evil = 'evil\u001b[2J\u202e\n::error::x';
    const { violations, notes } = evaluate(
      policyOf(simplePolicy),
      {
        ...image(
          attached(provenance({ builder: evil })),
          { ...attached(provenance({ source: evil }), verifiedBy(certificate(evil))), shownAs: evil },
          attached(statement({ type: evil }), { kind: 'failed', why: evil }),
        ),
        unread: evil,
      },
      'app',
    );
    expect([...violations, ...notes].join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(violations).toHaveLength(3);
    expect(notes).toHaveLength(1);
  });

  it('are the same for the same of several platforms', () => {
    const twin = index([], { b: {} }).children[0];
    const { violations } = evaluate(
      policyOf(simplePolicy),
      {
        ...index([], {}),
        children: twin ? [twin, twin] : [],
      },
      'app',
    );
    expect(violations).toEqual([throughPlatforms, onPlatform('b', none)]);
  });
});
