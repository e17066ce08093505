import { RefusedError } from '@cip/runtime';
import { placeOf } from './same-place.js';
import type { RegionPair } from './run-request.js';

/** Throws `RefusedError` for a backup inside of what is backed up: each snapshot would hold all those before it. */
export function refuseNested(pairs: readonly RegionPair[]): void {
  for (const { to } of pairs) {
    const place = placeOf(to);
    const around = pairs.find(({ from }) => place === placeOf(from) || place.startsWith(`${placeOf(from)}/`));
    if (!around) continue;
    throw new RefusedError(
      `the backup ${to} lies inside of its own source ${around.from}, so that each snapshot would hold all before it`,
      'Put the backup beside production, or in another registry.',
    );
  }
}
