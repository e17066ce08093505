import { type AskedSignatures, isUnreadable, type PromisedRepository, type Unreadable } from '@cip/audit';
import { carriesUnverified } from '@cip/configuration';
import type { SignedArtifact } from '@cip/provenance';
import type { AskedArtifact, Believed, UnreadSignatures } from '@cip/signing';
import type { ManifestState } from '@cip/source';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { SharedReads } from './shared-reads.js';
import { ShortMemory } from './short-memory.js';

/** Reads an attached artifact of a repository, and finds out who signed it; rejects on abort only. */
export type ReadSignatures = (
  repository: string,
  asked: AskedArtifact,
  believed: Believed,
) => Promise<SignedArtifact | UnreadSignatures>;

export interface SignersOptions {
  readonly read: ReadSignatures;
  /** Milliseconds in which what could not be read is not asked for again. */
  readonly failuresFor: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

type Places = Pick<PromisedRepository, 'sources' | 'subprojects'>;

/** Who signed what is attached in one repository, by the manifests at hand. */
export interface SignersHere {
  readonly signed: (asked: AskedSignatures) => SignedArtifact | Unreadable | undefined;
  /** Set where the promoter carries what nobody trusted signed, too. */
  readonly carriesUnverified?: true;
  /** A failure is knowledge, too; rejects on abort only. */
  read(asked: readonly AskedSignatures[]): Promise<void>;
}

/** Artifacts whose content is in memory at a time: each may have some megabytes. */
const atATime = 4;
/** Artifacts whose signers are remembered. */
const most = 50_000;

/** What was found out by one trust and the same policies. */
interface Findings {
  readonly by: Pick<ManifestState, 'trust' | 'policies'>;
  readonly known: LRUCache<string, SignedArtifact>;
  readonly reads: SharedReads<SignedArtifact | Unreadable>;
}

/**
 * Finds out who signed attached artifacts, by the trust and the policies of the manifests at hand. An artifact is its digest, in
 * whichever region it is: as long as trust and policies stay the same, it is verified once.
 */
export class Signers {
  readonly #failures: ShortMemory<Unreadable>;
  readonly #queue = new PQueue({ concurrency: atATime });
  #newest: Findings | undefined;

  constructor(private readonly options: SignersOptions) {
    this.#failures = new ShortMemory(options.failuresFor, options.clock);
  }

  /** Undefined where nobody is trusted. */
  in(
    repository: string,
    { sources, subprojects }: Places,
    state: Pick<ManifestState, 'trust' | 'policies' | 'configuration'>,
  ): SignersHere | undefined {
    const { trust } = state;
    if (!trust) return undefined;
    const policies = sources.flatMap((source) => state.policies.of(source));
    if (trust.keys.length + (trust.identities ?? []).length + policies.length === 0) return undefined;
    const { known, reads } = this.#findingsBy(state);
    const here = new Map<string, SignedArtifact | Unreadable>();
    const keyOf = ({ digest, subject, tag }: AskedSignatures): string =>
      [digest, subject, tag, ...sources].join(' ');
    return {
      signed: (asked) => known.get(keyOf(asked)) ?? here.get(keyOf(asked)),
      ...(carriesUnverified(subprojects, state.configuration.attached) && { carriesUnverified: true }),
      read: async (asked) => {
        const reading = asked.map(async (one) => {
          const places = one.inSource ? sources : [repository];
          const found = await this.#read(places, one, { trust, policies }, reads);
          // Of what lacks a part, another region may have it.
          if (isProven(found)) known.set(keyOf(one), found);
          else here.set(keyOf(one), found);
        });
        await Promise.all(reading);
      },
    };
  }

  /** What was found out by other keys or policies counts no more. */
  #findingsBy(by: Findings['by']): Findings {
    const newest = this.#newest;
    if (newest && newest.by.trust === by.trust && newest.by.policies === by.policies) return newest;
    return (this.#newest = { by, known: new LRUCache({ max: most }), reads: new SharedReads() });
  }

  /** From the first of several places that has it. */
  async #read(
    places: readonly string[],
    { digest, subject, tag }: AskedSignatures,
    believed: Believed,
    reads: Findings['reads'],
  ): Promise<SignedArtifact | Unreadable> {
    const asked = { digest, subject, ...(tag !== undefined && { tag }) };
    let last: SignedArtifact | Unreadable = { unreadable: 'no manifest names a source' };
    for (const place of places) {
      last = await this.#readFrom(place, asked, believed, reads);
      if (isProven(last)) return last;
    }
    return last;
  }

  async #readFrom(
    repository: string,
    asked: AskedArtifact,
    believed: Believed,
    reads: Findings['reads'],
  ): Promise<SignedArtifact | Unreadable> {
    const what = [repository, asked.digest, asked.subject, asked.tag].join(' ');
    const failure = this.#failures.of(what);
    if (failure) return failure;
    return reads.do(what, async () => {
      const found = await this.#queue.add(() => this.options.read(repository, asked, believed));
      if (isUnreadable(found)) this.#failures.add(what, found);
      return found;
    });
  }
}

function isProven(found: SignedArtifact | Unreadable): found is SignedArtifact {
  return !isUnreadable(found) && found.signatures.every(({ kind }) => kind !== 'unproven');
}
