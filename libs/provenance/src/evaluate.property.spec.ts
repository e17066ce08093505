import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttestedImage, Attestation, Verification } from './attestation.js';
import { evaluate } from './evaluate.js';
import { evaluateWithoutPolicy } from './evaluate-without-policy.js';
import {
  attached,
  boundPolicy,
  certificate,
  digest,
  json,
  policyOf,
  provenance,
  release,
  statement,
  types,
  verifiedBy,
  workflow,
} from './fixtures.js';
import { parseStatement } from './statement.js';

const policies = [
  boundPolicy,
  `${boundPolicy}level: 2\n`,
  `${boundPolicy}predicateTypes: ['${types.spdx}']\n`,
  `${boundPolicy}levels: [{images: [app], level: 3}]\n`,
].map(policyOf);

const children = ['b', 'c', 'd'] as const;
const digests = ['a', ...children, 'f'].map(digest);

const trusted = fc.constantFrom<Verification>(verifiedBy(certificate()), verifiedBy(release));
const untrusted = fc.constantFrom<Verification>(
  verifiedBy(certificate('somebody@example.com')),
  verifiedBy({ kind: 'key', name: 'cosign.pub' }),
  verifiedBy(),
  { kind: 'unsigned' },
  { kind: 'unverifiable', why: 'no trust root' },
  { kind: 'failed', why: 'tampered' },
);
const unknown = fc.constant<Verification>({ kind: 'unknown', why: 'a time-out' });

const payload = fc.oneof(
  fc
    .record({
      about: fc.subarray(digests, { minLength: 1 }),
      builder: fc.constantFrom(
        undefined,
        'https://cloud.example/build',
        `${workflow}@refs/tags/v1.2.3`,
        'https://other.example',
      ),
      source: fc.constantFrom('git+https://github.com/org/repo', 'git+https://github.com/org/other'),
      invocation: fc.constantFrom('1', ''),
    })
    .map(provenance),
  fc.record({ about: fc.subarray(digests) }).map(statement),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.constant(undefined),
);

function attestation(verification: fc.Arbitrary<Verification>): fc.Arbitrary<Attestation> {
  return fc
    .tuple(payload, verification, fc.nat(1_000_000), fc.constantFrom<Attestation['form']>('bundle', 'legacy'))
    .map(([bytes, verified, number, form]) => attached(bytes, verified, { number, form }));
}

const any = attestation(
  fc.oneof(
    { arbitrary: trusted, weight: 8 },
    { arbitrary: untrusted, weight: 4 },
    { arbitrary: unknown, weight: 1 },
  ),
);

function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 20 }, { arbitrary: value, weight: 1 });
}

/** Of an image, what its own builds attach to it, or what anybody does. */
function attachedTo(character: string): fc.Arbitrary<Attestation[]> {
  const about = [digest(character)];
  const builds = fc.constantFrom(
    { bytes: provenance({ about }), by: certificate() },
    { bytes: provenance({ about, builder: `${workflow}@refs/tags/v1.2.3` }), by: release },
    { bytes: statement({ about }), by: certificate() },
  );
  const own = fc
    .tuple(builds, fc.nat(1_000_000))
    .map(([{ bytes, by }, number]) => attached(bytes, verifiedBy(by), { number }));
  const each = fc.oneof({ arbitrary: own, weight: 3 }, { arbitrary: any, weight: 1 });
  return fc.uniqueArray(each, { maxLength: 4, selector: (attestation) => attestation.digest });
}

function attestedImage(character: string, kind: AttestedImage['kind']): fc.Arbitrary<AttestedImage> {
  return fc.tuple(attachedTo(character), rarely(fc.constant('a time-out'))).map(([attestations, unread]) => ({
    digest: digest(character),
    kind,
    attestations,
    ...(unread !== undefined && { unread }),
    children: [],
  }));
}

const platforms = fc
  .tuple(...children.map((character) => attestedImage(character, character === 'd' ? 'index' : 'image')))
  .chain((all) => fc.subarray(all, { minLength: 1 }));

const image = fc.oneof(
  attestedImage('a', 'image'),
  fc.tuple(attestedImage('a', 'index'), platforms).map(([index, parts]) => ({ ...index, children: parts })),
  platforms.map((parts): AttestedImage => ({
    digest: digest('a'),
    kind: 'index',
    attestations: [],
    children: parts,
  })),
);

const policy = fc.constantFrom(...policies);

/** The same image, with something else attached to one of its digests. */
function attachedAt(whole: AttestedImage, place: number, more: Attestation): AttestedImage {
  if (place === 0 || whole.children.length === 0)
    return { ...whole, attestations: [...whole.attestations, more] };
  const at = place % whole.children.length;
  return {
    ...whole,
    children: whole.children.map((child, i) =>
      i === at ? { ...child, attestations: [...child.attestations, more] } : child,
    ),
  };
}

describe('an evaluation', () => {
  it('does not depend on the order of attestations', () => {
    fc.assert(
      fc.property(policy, image, (demands, whole) => {
        const reversed = {
          ...whole,
          attestations: whole.attestations.toReversed(),
          children: whole.children.map((child) => ({
            ...child,
            attestations: child.attestations.toReversed(),
          })),
        };
        expect(evaluate(demands, reversed, 'app')).toEqual(evaluate(demands, whole, 'app'));
        expect(evaluateWithoutPolicy(reversed)).toEqual(evaluateWithoutPolicy(whole));
      }),
    );
  });

  it('is not improved by what nobody trusted signed', () => {
    fc.assert(
      fc.property(
        policy,
        image,
        fc.nat(3),
        attestation(fc.oneof(untrusted, unknown)),
        (demands, whole, place, more) => {
          const before = evaluate(demands, whole, 'app');
          const after = evaluate(demands, attachedAt(whole, place, more), 'app');
          expect(after.level ?? 0).toBeLessThanOrEqual(before.level ?? 0);
          expect(after.accepted).toEqual(before.accepted);
        },
      ),
    );
  });

  it('of what lost something is an evaluation still, and says one thing', () => {
    fc.assert(
      fc.property(policy, image, fc.nat(), fc.boolean(), (demands, whole, which, child) => {
        const without = <T>(list: readonly T[]): T[] => list.filter((_, i) => i !== which % list.length);
        const less = child
          ? { ...whole, children: without(whole.children) }
          : { ...whole, attestations: without(whole.attestations) };
        const { satisfied, level, by, violations } = evaluate(demands, less, 'app');
        expect(satisfied).toBe(violations.length === 0);
        expect(satisfied).toBe(level !== undefined);
        expect(satisfied).toBe(by.length > 0);
      }),
    );
  });

  it('of what could not be read whole is never satisfied', () => {
    fc.assert(
      fc.property(policy, image, attestation(unknown), (demands, whole, more) => {
        for (const partial of [{ ...whole, unread: 'a time-out' }, attachedAt(whole, 0, more)]) {
          expect(evaluate(demands, partial, 'app').satisfied).toBe(false);
          expect(evaluateWithoutPolicy(partial).satisfied).toBe(false);
        }
      }),
    );
  });

  it('accepts only what verified, of a signer, about one of the digests', () => {
    fc.assert(
      fc.property(policy, image, (demands, whole) => {
        for (const {
          about,
          attestation: { verification, payload: bytes },
          signer,
        } of evaluate(demands, whole, 'app').accepted) {
          expect(verification).toMatchObject({
            kind: 'verified',
            signers: expect.arrayContaining([signer]) as unknown,
          });
          expect([certificate(), release]).toContainEqual(signer);
          expect(parseStatement(bytes ?? new Uint8Array())).toMatchObject({
            subjects: expect.arrayContaining([about]) as unknown,
          });
        }
      }),
    );
  });

  it('takes any JSON for what it is', () => {
    const confused = fc.record(
      {
        buildDefinition: fc.oneof(
          fc.jsonValue(),
          fc.record({
            buildType: fc.oneof(
              fc.constantFrom('https://tekton.dev/chains/v2/slsa', 'constructor'),
              fc.jsonValue(),
            ),
            externalParameters: fc.jsonValue(),
            resolvedDependencies: fc.jsonValue(),
          }),
        ),
        runDetails: fc.oneof(
          fc.jsonValue(),
          fc.record({ builder: fc.jsonValue(), metadata: fc.jsonValue() }),
        ),
        builder: fc.jsonValue(),
        materials: fc.jsonValue(),
        invocation: fc.jsonValue(),
        metadata: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(policy, fc.constantFrom(types.v1, types.v02), confused, (demands, type, predicate) => {
        const whole = { digest: digest('a'), kind: 'image', children: [] } as const;
        const bytes = json({
          _type: 'https://in-toto.io/Statement/v1',
          subject: [{ digest: { sha256: 'a'.repeat(64) } }],
          predicateType: type,
          predicate,
        });
        const { satisfied, violations } = evaluate(
          demands,
          { ...whole, attestations: [attached(bytes)] },
          'app',
        );
        expect(satisfied).toBe(false);
        expect(violations).not.toEqual([]);
      }),
    );
  });
});

it('a statement of any bytes is parsed, or said to be none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (bytes) => {
        expect(parseStatement(bytes)).toHaveProperty('why');
      },
    ),
  );
});
