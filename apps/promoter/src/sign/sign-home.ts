import { describeFailure, failureOf, type Source } from '@cip/oci';
import { findOpen, type FoundOpen, type MadeKind, signMissing } from '@cip/signing';
import type { Permit, SigningContext, Writing } from './signing-context.js';
import type { Target } from './targets.js';

/** What the home of a digest has, and what became of what it lacked. */
export interface HomeOutcome {
  readonly made: readonly MadeKind[];
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

const unknown: HomeOutcome = { made: [], missing: [], isTaken: false, byKind: new Map(), isStopped: false };

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
  { registry, signer }: Writing,
  { found, before }: { readonly found: FoundOpen; readonly before: HomeOutcome },
): Promise<HomeOutcome> {
  const { own, budget, toMake, options } = context;
  const home = registry.repository(target.home);
  try {
    await checkHeld(home, target, context);
    const signed = await signMissing(home, toMake(target), { signer, own, found, ...options });
    budget.succeeded();
    const { made, taken, byKind } = signed;
    return { made, missing: [], isTaken: taken.length > 0, byKind, isStopped: false };
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
