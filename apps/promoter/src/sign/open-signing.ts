import type { StepOutcome } from '@cip/plan';
import type { FindUnsigned } from '@cip/provenance';
import type { ReadOnlyRegistry, WriteOnceRegistry } from '@cip/registry';
import type { OnSigned, PlannedSigning } from './planned-signing.js';

/** Registries as a promotion has them. */
export interface SigningRegistries {
  readonly reading: ReadOnlyRegistry;
  /** Absent in a dry run. */
  readonly writing: WriteOnceRegistry | undefined;
}

/** What signs in a promotion. */
export interface PromotionSigning {
  readonly findUnsigned: FindUnsigned;
  /** Carries out steps that sign; undefined in a dry run. */
  readonly begin: (
    outcomeOf: (destination: string, position: number) => StepOutcome | undefined,
    onOutcome: OnSigned,
  ) => Pick<PlannedSigning, 'sign' | 'copy'> | undefined;
  /** To be called at the end. */
  readonly close: () => Promise<void>;
}

/** What will sign in a promotion. */
export interface OpenSigning {
  /** Why something that the configuration asks for is not made at all. */
  readonly warnings: readonly string[];
  /** To be called once registries can be read. */
  readonly open: (registries: SigningRegistries) => PromotionSigning;
}
