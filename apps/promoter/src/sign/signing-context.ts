import type { CallOptions } from '@cip/oci';
import type { ReadOnlyRegistry, WriteOnceRegistry } from '@cip/registry';
import type { OwnSigner, Signer } from '@cip/signing';
import type { AttachedFinders } from './attached-finders.js';
import type { SigningBudget } from './signing-budget.js';
import type { ToMakeOf } from './to-make.js';

/** What only a run that writes has. */
export interface Writing {
  readonly registry: WriteOnceRegistry;
  readonly signer: Signer;
}

/** What signing works with. */
export interface SigningContext {
  readonly reading: ReadOnlyRegistry;
  /** Absent in a dry run. */
  readonly writing: Writing | undefined;
  readonly own: OwnSigner;
  readonly budget: SigningBudget;
  /** What is made of a target. */
  readonly toMake: ToMakeOf;
  readonly options: CallOptions;
  /** What is attached in the repositories that digests are signed in, as it was when the run first looked. */
  readonly finders?: AttachedFinders;
}

/** The right to write something for one digest; the budget counts it once. */
export class Permit {
  #isGranted = false;

  constructor(private readonly context: Pick<SigningContext, 'writing' | 'budget'>) {}

  /** Undefined in a dry run, and where the budget is used up. */
  use(): Writing | undefined {
    const { writing, budget } = this.context;
    if (!writing) return undefined;
    this.#isGranted ||= budget.take();
    return this.#isGranted ? writing : undefined;
  }

  /** Nothing was written: the digest keeps no other from getting something. */
  giveBack(): void {
    if (this.#isGranted) this.context.budget.giveBack();
    this.#isGranted = false;
  }
}
