import { describeFailure, failureOf, type Source } from '@cip/oci';
import { findOpen, type FoundOpen, type MadeKind, signMissing } from '@cip/signing';
import { adopt } from './adopt.js';
import type { Permit, SigningContext, Writing } from './signing-context.js';
import type { Target } from './targets.js';

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

/** Looks for what a digest lacks in its home and makes it, if it may. Does not reject. */
export async function signHome(
  target: Target,
  context: SigningContext,
  permit: Permit,
): Promise<HomeOutcome> {
  const { reading, own, options } = context;
  const { home, digest, kinds } = target;
  try {
    options.signal?.throwIfAborted();
    const found = await findOpen(reading.repository(home), { digest, kinds }, own, options);
    const before = { ...unknown, missing: found.open, isTaken: found.taken.length > 0, byKind: found.byKind };
    const writing = found.open.length > 0 ? permit.use() : undefined;
    return writing ? await sign(target, context, writing, { found, before }) : before;
  } catch (error) {
    return ended(unknown, error, context);
  }
}

async function sign(
  target: Target,
  context: SigningContext,
  writing: Writing,
  { found, before }: { readonly found: FoundOpen; readonly before: HomeOutcome },
): Promise<HomeOutcome> {
  const { own, budget, toMake, options } = context;
  const { signer, registry } = writing;
  const home = registry.repository(target.home);
  try {
    await checkHeld(home, target, context);
    const adopted = await adopt(target, found, context, writing);
    const how = { signer, own, found: adopted ?? found, ...options };
    const { made, taken, byKind } = await signMissing(home, toMake(target), how);
    budget.succeeded();
    return { ...unknown, made, isAdopted: adopted !== undefined, isTaken: taken.length > 0, byKind };
  } catch (error) {
    budget.failed();
    return ended(before, error, context);
  }
}

/** A registry may hold an index without all of its platforms. */
async function checkHeld(
  home: Source,
  { digest, promised }: Target,
  { options }: SigningContext,
): Promise<void> {
  if (promised || (await home.resolve(digest, options))) return;
  throw new Error('its index lists this manifest, and the registry does not have it');
}

function ended(before: HomeOutcome, error: unknown, { options }: SigningContext): HomeOutcome {
  if (options.signal?.aborted) return { ...before, isStopped: true };
  return { ...before, reason: describeFailure(failureOf(error)) };
}
