import type { SignedItem } from '@cip/report';
import { type CopyOutcome, replicate } from './replicate.js';
import { type HomeOutcome, signHome } from './sign-home.js';
import { Permit, type SigningContext } from './signing-context.js';
import type { Target } from './targets.js';

/**
 * Makes what a digest lacks in its home, and copies it to where it is kept besides. What fails is in the item; what an abort kept
 * from being done is planned. Undefined for a platform manifest that the registry does not have.
 */
export async function signTarget(target: Target, context: SigningContext): Promise<SignedItem | undefined> {
  const permit = new Permit(context);
  const home = await signHome(target, context, permit);
  if (!home) return undefined;
  const isSettled = home.reason === undefined && home.missing.length === 0 && !home.isStopped;
  const copies = isSettled ? await replicate(target, home.byKind, context, permit) : [];
  return itemOf(target, home, copies);
}

function itemOf(
  { image, digest, home: destination }: Target,
  home: HomeOutcome,
  copies: readonly CopyOutcome[],
): SignedItem {
  const named = (state: CopyOutcome['state']): string[] =>
    copies.filter((copy) => copy.state === state).map(({ name }) => name);
  const { withheld } = home;
  const isUnjudged = withheld?.isGone === false;
  const reason =
    home.reason ??
    (isUnjudged ? withheld.reason : undefined) ??
    copies.find(({ state }) => state === 'failed')?.reason;
  return {
    state: stateOf(home, copies),
    image,
    digest,
    destination,
    made: home.made,
    missing: [...home.missing, ...(isUnjudged ? (['summary'] as const) : [])],
    withheld: withheld?.isGone === true ? ['summary'] : [],
    copies: [...(home.isAdopted ? [destination] : []), ...named('copied')],
    copiesMissing: named('planned'),
    taken: [...(home.isTaken ? [destination] : []), ...named('taken')],
    surplus: [...home.byKind].flatMap(([kind, digests]) => (digests.length > 1 ? [{ kind, digests }] : [])),
    ...(reason !== undefined && { reason }),
  };
}

function stateOf(home: HomeOutcome, copies: readonly CopyOutcome[]): SignedItem['state'] {
  const has = (state: CopyOutcome['state']): boolean => copies.some((copy) => copy.state === state);
  const isUnjudged = home.withheld?.isGone === false;
  if (home.reason !== undefined || isUnjudged || has('failed')) return 'failed';
  if (home.isStopped || home.missing.length > 0 || has('planned')) return 'planned';
  return home.made.length > 0 || home.isAdopted || has('copied') ? 'signed' : 'existing';
}
