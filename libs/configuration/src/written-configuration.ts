import { parseSigner, type Position, type Signer } from '@cip/manifest';
import { defaultPolicy, type Policy } from '@cip/policy';
import type { AttachedSettings } from './attached-configuration.js';
import { parseRate } from './parse-rate.js';
import { parseSize } from './parse-size.js';
import {
  defaultConfiguration,
  type ProjectConfiguration,
  type RegistryLimits,
  type TrustConfiguration,
} from './project-configuration.js';
import { signingOf, type WrittenSigning } from './written-signing.js';

/** What people write of a policy. */
type WrittenPolicy = Partial<Omit<Policy, 'maxImageSize'>> & { readonly maxImageSize?: string };

interface WrittenLimits {
  readonly rps?: string;
  readonly concurrency?: string;
  readonly group?: string;
}

/** What people write, once the schema holds. All scalars are texts. */
export interface WrittenConfiguration extends WrittenPolicy {
  readonly registries?: Readonly<Record<string, WrittenLimits>>;
  readonly quotaGroups?: Readonly<Record<string, { readonly rps?: string }>>;
  readonly attached?: AttachedSettings & {
    readonly subprojects?: Readonly<Record<string, AttachedSettings>>;
  };
  readonly trust?: Partial<Omit<TrustConfiguration, 'identities'>> & {
    readonly identities?: readonly string[];
  };
  readonly signing?: WrittenSigning;
}

/** Where the entry at a path of the file stands. */
type PlaceOf = (...path: string[]) => Position;

/** What the programs read of it. */
export function configurationOf(written: WrittenConfiguration, placeOf: PlaceOf): ProjectConfiguration {
  const { registries = {}, quotaGroups = {}, attached, trust, signing, ...policy } = written;
  return {
    ...defaultConfiguration,
    policy: policyOf(policy, placeOf),
    registries: new Map(Object.entries(registries).map(([host, limits]) => [host, limitsOf(limits)])),
    quotaGroups: new Map(
      Object.entries(quotaGroups).flatMap(([name, { rps }]) => {
        const rate = rps === undefined ? undefined : parseRate(rps);
        return rate === undefined ? [] : [[name, rate]];
      }),
    ),
    ...(attached && {
      attached: { ...attached, subprojects: new Map(Object.entries(attached.subprojects ?? {})) },
    }),
    ...(trust && { trust: trustOf(trust) }),
    ...(signing && { signing: signingOf(signing) }),
  };
}

function trustOf({ identities, ...files }: NonNullable<WrittenConfiguration['trust']>): TrustConfiguration {
  return {
    ...files,
    keys: files.keys ?? [],
    ...(identities && { identities: identities.flatMap(signerIn) }),
  };
}

/** What is not a signer is a mistake of its own. */
function signerIn(text: string): Signer[] {
  const signer = parseSigner(text);
  return 'why' in signer ? [] : [signer];
}

function policyOf({ maxImageSize, ...written }: WrittenPolicy, placeOf: PlaceOf): Policy {
  const bytes = maxImageSize === undefined ? undefined : parseSize(maxImageSize);
  return {
    ...defaultPolicy,
    ...written,
    ...(bytes !== undefined && { maxImageSize: bytes }),
    ...placed(written, placeOf),
  };
}

/** What applies to some paths, with its place, so that what has no use any more can be shown. */
function placed(
  { overrides = [], subprojects = {}, exceptions = [] }: WrittenPolicy,
  placeOf: PlaceOf,
): Pick<Policy, 'overrides' | 'subprojects' | 'exceptions'> {
  return {
    overrides: overrides.map((one, i) => ({ ...one, where: placeOf('overrides', `${i}`) })),
    subprojects: Object.fromEntries(
      Object.entries(subprojects).map(([name, one]) => [
        name,
        { ...one, where: placeOf('subprojects', name) },
      ]),
    ),
    exceptions: exceptions.map((one, i) => ({ ...one, where: placeOf('exceptions', `${i}`) })),
  };
}

function limitsOf({ rps, concurrency, group }: WrittenLimits): RegistryLimits {
  const rate = rps === undefined ? undefined : parseRate(rps);
  return {
    ...(rate !== undefined && { rps: rate }),
    ...(concurrency !== undefined && { concurrency: Number(concurrency) }),
    ...(group !== undefined && { group }),
  };
}
