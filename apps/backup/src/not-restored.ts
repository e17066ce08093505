import type { BackupItem, BackupState } from '@cip/report';
import type { RestorePlan } from '@cip/snapshot';

/** What a plan cannot restore, and why. `moved` is the state of a tag that is on something else. */
export function notRestored(plan: RestorePlan, registry: string, moved: BackupState): BackupItem[] {
  return [...blocked(plan, registry, moved), ...broken(plan, registry)];
}

function blocked(
  { record: { snapshot }, blockers }: RestorePlan,
  registry: string,
  moved: BackupState,
): BackupItem[] {
  return blockers.map(({ kind, image, digest, tags, reason, failure }): BackupItem => {
    const state = kind === 'tag-moved' ? moved : kind === 'missing-source' ? 'missing' : 'failed';
    return {
      snapshot,
      registry,
      repository: image,
      digest,
      tags,
      state,
      reason,
      ...(failure && { failure }),
    };
  });
}

/** What the backup lacks, so that nothing of it can be restored. */
function broken({ record: { snapshot }, broken: repositories }: RestorePlan, registry: string): BackupItem[] {
  return repositories.map((one) => ({ snapshot, registry, digest: '', tags: [], ...one }));
}
