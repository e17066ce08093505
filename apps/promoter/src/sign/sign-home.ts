import { describeFailure, failureOf } from '@cip/oci';
import type { MadeKind } from '@cip/provenance';
import { findOpen, type FoundOpen, type SignedDigest, signMissing } from '@cip/signing';
import { adopt } from './adopt.js';
import type { Permit, SigningContext, Writing } from './signing-context.js';
import type { Withheld } from './summaries.js';
import type { Target } from './targets.js';
import type { Making } from './to-make.js';

/** What the home of a digest has, and what became of what it lacked. */
export interface HomeOutcome {
  readonly made: readonly MadeKind[];
  /** Something was copied there from another destination. */
  readonly isAdopted: boolean;
  /** Not made. */
  readonly missing: readonly MadeKind[];
  /** The tag of the signature has somebody else's. */
  readonly isTaken: boolean;
  readonly byKind: FoundOpen['byKind'];
  /** An abort came first. */
  readonly isStopped: boolean;
  /** Why there is no verification summary; what is missing besides does not matter to it. */
  readonly withheld?: Withheld;
  /** Why it failed. */
  readonly reason?: string;
}

const unknown: HomeOutcome = {
  made: [],
  isAdopted: false,
  missing: [],
  isTaken: false,
  byKind: new Map(),
  isStopped: false,
};

/**
 * Looks for what a digest lacks in its home and makes it, if it may. Undefined for a platform manifest that an index lists and the
 * registry does not have. Does not reject.
 */
export async function signHome(
  target: Target,
  context: SigningContext,
  permit: Permit,
): Promise<HomeOutcome | undefined> {
  const { reading, own, options } = context;
  const { digest, kinds, promised } = target;
  const home = reading.repository(target.home);
  try {
    options.signal?.throwIfAborted();
    const finder = context.finders?.of(target.home);
    const found = await findOpen(home, { digest, kinds }, own, { ...options, ...(finder && { finder }) });
    const before = { ...unknown, missing: found.open, isTaken: found.taken.length > 0, byKind: found.byKind };
    if (found.open.length === 0) return before;
    if (!promised && !(await home.resolve(digest, options))) return undefined;
    const writing = permit.use();
    return writing ? await sign(target, context, { writing, permit, found, before }) : before;
  } catch (error) {
    return ended(unknown, error, context);
  }
}

interface Found {
  readonly writing: Writing;
  readonly permit: Permit;
  readonly found: FoundOpen;
  readonly before: HomeOutcome;
}

async function sign(
  target: Target,
  context: SigningContext,
  { writing, permit, found, before }: Found,
): Promise<HomeOutcome> {
  try {
    const adopted = await adopt(target, found, context, writing);
    // A list that was read at the beginning may be old by now.
    const fresh = adopted ?? (context.finders ? undefined : found);
    const { made, taken, byKind, withheld } = await make(target, context, writing, fresh);
    const isAdopted = adopted !== undefined;
    if (made.length === 0 && !isAdopted) permit.giveBack();
    return { ...unknown, made, isAdopted, isTaken: taken.length > 0, byKind, ...(withheld && { withheld }) };
  } catch (error) {
    permit.giveBack();
    return ended(before, error, context);
  }
}

async function make(
  target: Target,
  { own, budget, toMake, options }: SigningContext,
  { registry, signer }: Writing,
  found: FoundOpen | undefined,
): Promise<SignedDigest & Pick<Making, 'withheld'>> {
  const home = registry.repository(target.home);
  const now = found ?? (await findOpen(home, target, own, options));
  // A failure of staging is no reason to give up signing.
  const { what, withheld } = await toMake(target, now.open);
  const open = withheld ? now.open.filter((kind) => kind !== 'summary') : now.open;
  try {
    const signed = await signMissing(home, what, { signer, own, found: { ...now, open }, ...options });
    if (open.length > 0) budget.succeeded();
    return { ...signed, ...(withheld && { withheld }) };
  } catch (error) {
    budget.failed();
    throw error;
  }
}

function ended(before: HomeOutcome, error: unknown, { options }: SigningContext): HomeOutcome {
  if (options.signal?.aborted) return { ...before, isStopped: true };
  return { ...before, reason: describeFailure(failureOf(error)) };
}
