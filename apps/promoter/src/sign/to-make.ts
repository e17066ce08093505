import { pathsBelow } from '@cip/cli';
import { publicNameOf, type SigningConfiguration } from '@cip/configuration';
import { type MadeKind, type ManifestFacts, promotionRecord, prowJobIn } from '@cip/provenance';
import { type Environment, UsageError } from '@cip/runtime';
import type { ToMake } from '@cip/signing';
import type { GitPlace } from '@cip/source';
import type { Summarize, Withheld } from './summaries.js';
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

/** What is made of a digest. */
export interface Making {
  readonly what: ToMake;
  /** Why a verification summary that is wanted is not part of it. */
  readonly withheld?: Withheld;
}

/** Says what is made of a target that lacks these kinds. */
export type ToMakeOf = (target: Target, open: readonly MadeKind[]) => Promise<Making>;

/**
 * Says what is made of each target; staging is read for a summary alone. Throws `UsageError` where records are to be made, and by
 * whom is not configured.
 */
export function makingOf(facts: RunFacts, summarize?: Summarize): ToMakeOf {
  const { signing, productionRegistries, version, time, env } = facts;
  const { uri } = signing.promoter;
  if (signing.records && uri === undefined) {
    throw new UsageError('.cip.yaml: "signing" does not say who promotes', 'Add "uri" under "promoter".');
  }
  const job = prowJobIn(env);
  const manifestAt = manifestsIn(facts);
  return async (target, open) => {
    const { digest, home, subject, kinds, promised } = target;
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
        manifest: manifestAt(promised.place.file.path),
        ...(job && { job }),
      });
    const summary = open.includes('summary') ? await summarize?.(target, image) : undefined;
    const withheld = summary && 'reason' in summary ? summary : undefined;
    const statements = {
      ...(record && { record }),
      ...(summary && !('reason' in summary) && { summary }),
    };
    return { what: { subject, image, kinds, statements, created: time }, ...(withheld && { withheld }) };
  };
}

function manifestsIn(facts: Pick<RunFacts, 'folder' | 'git'>): (file: string) => ManifestFacts {
  const { git } = facts;
  const pathIn = pathsInGit(facts);
  return (file) => {
    const path = pathIn(file);
    if (git?.commit === undefined) return { path };
    const { commit, url } = git;
    return { path, gitCommit: commit, ...(url !== undefined && { uri: `git+${url}` }) };
  };
}

/** Gives the path of a file, as reports show it, in its repository; outside of Git the one that is shown. */
export function pathsInGit({ folder, git }: Pick<RunFacts, 'folder' | 'git'>): (file: string) => string {
  if (!git) return (file) => file;
  const pathIn = pathsBelow(folder);
  return (file) => [git.path, pathIn(file)].filter((part) => part !== '').join('/');
}
