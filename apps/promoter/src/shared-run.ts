import { fingerprint } from '@cip/manifest';
import type { Shard } from '@cip/oci';
import { type Desired, sharesOf } from '@cip/plan';
import type { SharedRun } from '@cip/report';
import type { ReadManifests } from './read-manifests.js';
import type { PromotionRequest } from './request.js';

/** By what the report of a shard is known to be of this run. `whole` is what all shards have to see to. */
export function sharedRun(
  request: PromotionRequest,
  { since }: Pick<ReadManifests, 'since'>,
  whole: Desired,
  { count }: Shard,
): SharedRun {
  const { all, attached, confirm, ignoreProvenance, planFile, policyFile, sign, strict } = request;
  const switches = {
    '--all': all,
    '--attached': attached,
    '--confirm': confirm,
    '--ignore-provenance': ignoreProvenance,
    '--plan': planFile !== undefined,
    '--policy': policyFile !== undefined,
    [`--since ${since ? fingerprint(since) : ''}`]: since !== undefined,
    '--skip-signing': sign === 'never',
    '--strict': strict,
  };
  const given = Object.entries(switches).filter(([, isGiven]) => isGiven);
  return {
    manifests: whole.manifests,
    flags: given.map(([flag]) => flag),
    shares: sharesOf(whole, count),
  };
}
