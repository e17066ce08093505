import { type AskedSignatures, isUnreadable, type Promises, type Unreadable } from '@cip/audit';
import { type AttachedConfiguration, carriesUnverified, type SigningConfiguration } from '@cip/configuration';
import type { CallOptions } from '@cip/oci';
import type { AppliedPolicies, SignedArtifact } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Trust } from '@cip/signing';
import pMap from 'p-map';

/** What the project says of attached artifacts. */
export interface AttachedRules {
  /** Absent: nobody's signatures count. */
  readonly trust?: Trust;
  readonly policies?: Pick<AppliedPolicies, 'of'>;
  readonly attached?: AttachedConfiguration;
  /** What the promoter signs; what staging has in its place is not carried. Default: nothing. */
  readonly signing?: SigningConfiguration;
}

/** Who signed what is attached in one repository. */
export interface SignedHere {
  readonly signed: (asked: AskedSignatures) => SignedArtifact | Unreadable | undefined;
  /** A failure is knowledge, too; rejects on abort only. */
  read(asked: readonly AskedSignatures[], options: CallOptions): Promise<void>;
}

/** Artifacts of one repository whose content is in memory at a time. */
const atATime = 4;

/** Finds out who signed attached artifacts. One that somebody is known to have signed is not read again in other regions. */
export class SignedReader {
  readonly #known = new Map<string, SignedArtifact>();

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly promises: Promises,
    private readonly rules: AttachedRules,
  ) {}

  /** Undefined where nobody is trusted. */
  in(repository: string): SignedHere | undefined {
    const { sources = [] } = this.promises.in(repository) ?? {};
    const { trust, policies } = this.rules;
    if (!trust) return undefined;
    const applied = sources.flatMap((source) => policies?.of(source) ?? []);
    if (trust.keys.length + (trust.identities ?? []).length + applied.length === 0) return undefined;
    const believed = { trust, policies: applied };
    const here = new Map<string, SignedArtifact | Unreadable>();
    const keyOf = ({ digest, subject, tag }: AskedSignatures): string =>
      [digest, subject, tag, ...sources].join(' ');
    return {
      signed: (asked) => this.#known.get(keyOf(asked)) ?? here.get(keyOf(asked)),
      read: async (asked, options) => {
        if (asked.length === 0) return;
        const { readSigned } = await import('@cip/signing');
        const read = async (one: AskedSignatures): Promise<void> => {
          const found = await readSigned(this.registry.repository(repository), one, believed, options);
          if (!isUnreadable(found) && found.signatures.every(({ kind }) => kind !== 'unproven')) {
            this.#known.set(keyOf(one), found);
          } else here.set(keyOf(one), found);
        };
        await pMap(asked, read, { concurrency: atATime });
      },
    };
  }

  /** Whether what nobody trusted signed may have been carried there. */
  mayBeUnsigned(repository: string): boolean {
    const { subprojects = [] } = this.promises.in(repository) ?? {};
    return this.in(repository) === undefined || carriesUnverified(subprojects, this.rules.attached);
  }
}
