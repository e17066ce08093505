import { type CallOptions, formatRepositoryName, isDigest } from '@cip/oci';
import { saysAbsent } from './absence.js';
import type { Answer } from './answer.js';
import { callTo, type RepositoryContext } from './context.js';
import { RegistryError } from './errors.js';
import { checkedReference } from './manifests.js';

/** Deletes manifests and tags of one repository (distribution-spec v1.1, "Content Management"). */
export class ManifestDelete {
  constructor(private readonly context: RepositoryContext) {}

  /** False: it was not there. */
  async delete(reference: string, { signal }: CallOptions = {}): Promise<boolean> {
    const checked = checkedReference(reference);
    const at = `manifests/${checked}`;
    const call = callTo(this.context, { kind: 'manifest-delete', method: 'DELETE', at, signal });
    try {
      return await this.context.transport.retrying(call, async (patience) => {
        // An answer that was lost may have been a success: what is not there now was deleted then.
        const again = patience.attempts > 0;
        const gone = await this.context.transport.attempt(call, patience, (answer) =>
          isGone(answer, checked),
        );
        return gone || again;
      });
    } finally {
      // After a failure nobody knows.
      if (isDigest(checked)) this.context.cache.deleted(formatRepositoryName(this.context.name), checked);
    }
  }
}

async function isGone(answer: Answer, reference: string): Promise<boolean> {
  if ([200, 202, 204].includes(answer.status)) return true;
  if (await saysAbsent(answer)) return false;
  const { facts } = await answer.failure();
  const remedy = remedyFor(answer.status, reference, facts.registryCode) ?? facts.remedy;
  throw new RegistryError({ ...facts, remedy });
}

function remedyFor(status: number, reference: string, registryCode = ''): string | undefined {
  // Google's: it keeps manifests that something still points to.
  if (registryCode.endsWith('_DANGLING_TAG')) return 'delete its tags first';
  if (/_DANGLING_PARENT|_REFERRING_/.test(registryCode)) return 'delete what refers to it first';
  const unsupported = status === 405 || registryCode === 'UNSUPPORTED';
  if (isDigest(reference)) {
    return unsupported ? 'the registry does not allow deletes; its operator can' : undefined;
  }
  // docker-registry 2.8 takes a tag for a digest that is wrong.
  return unsupported || registryCode === 'DIGEST_INVALID'
    ? 'the registry does not delete tags alone; delete the manifest by digest, which takes its tags along'
    : undefined;
}
