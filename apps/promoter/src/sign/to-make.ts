import { pathsBelow } from '@cip/cli';
import { publicNameOf, type SigningConfiguration } from '@cip/configuration';
import type { Place } from '@cip/manifest';
import { type ManifestFacts, promotionRecord, prowJobIn } from '@cip/provenance';
import { type Environment, UsageError } from '@cip/runtime';
import type { ToMake } from '@cip/signing';
import type { GitPlace } from '@cip/source';
import type { Target } from './targets.js';

/** What is known of a run. */
export interface RunFacts {
  readonly signing: SigningConfiguration;
  readonly productionRegistries: readonly string[];
  /** The folder of the manifests, and where it lies in Git. */
  readonly folder: string;
  readonly git: GitPlace | undefined;
  /** Of the program. */
  readonly version: string;
  /** All that is made has it. */
  readonly time: Date;
  readonly env: Environment;
}

/** Says what is made of each target. Throws `UsageError` where records are to be made, and by whom is not configured. */
export function makingOf(facts: RunFacts): (target: Target) => ToMake {
  const { signing, productionRegistries, version, time, env } = facts;
  const { uri } = signing.promoter;
  if (signing.records && uri === undefined) {
    throw new UsageError('.cip.yaml: "signing" does not say who promotes', 'Add "uri" under "promoter".');
  }
  const job = prowJobIn(env);
  const manifestAt = manifestsIn(facts);
  return ({ digest, home, subject, kinds, promised }) => {
    const image = { publicName: publicNameOf(home, signing.publicName, productionRegistries), digest };
    const record =
      promised &&
      uri !== undefined &&
      promotionRecord({
        ...image,
        source: promised.source,
        tags: promised.tags,
        time,
        promoter: { uri, version },
        manifest: manifestAt(promised.place),
        ...(job && { job }),
      });
    return { subject, image, kinds, statements: record ? { record } : {}, created: time };
  };
}

function manifestsIn({ folder, git }: RunFacts): (place: Place) => ManifestFacts {
  const pathIn = pathsBelow(folder);
  return ({ file }) => {
    if (!git) return { path: file.path };
    const path = [git.path, pathIn(file.path)].filter((part) => part !== '').join('/');
    const { commit, url } = git;
    if (commit === undefined) return { path };
    return { path, gitCommit: commit, ...(url !== undefined && { uri: `git+${url}` }) };
  };
}
