import { isDeepStrictEqual } from 'node:util';
import { filesOfTree, openTrust, orWrongLocation } from '@cip/cli';
import type { SigningConfiguration } from '@cip/configuration';
import { AppliedPolicies } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import { type Environment, UsageError } from '@cip/runtime';
import { createStagingJudge, type OwnSigner, type Trust } from '@cip/signing';
import { folderOf, gitPlace } from '@cip/source';
import type { ReadManifests } from '../read-manifests.js';
import type { SignersSettings } from './open-signer.js';
import { openOwnSigner } from './own-signer.js';
import type { SignRequest } from './sign-request.js';
import { signerSettings } from './signer-settings.js';
import { summarizer, type Summarize } from './summaries.js';
import { publicCommit, whyNoSummaries } from './summaries-unmade.js';
import type { What } from './targets.js';
import { makingOf, pathsInGit, type RunFacts, type ToMakeOf } from './to-make.js';

/** What a program is given by its process, and its version. */
export interface SigningProcess {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** How signing is done, as manifests and configuration say it. */
export interface Prepared extends SignersSettings {
  readonly own: OwnSigner;
  /** What the configuration asks for, and can be made. */
  readonly what: What;
  /** Why something that it asks for is not made at all. */
  readonly warnings: readonly string[];
  /** Says what is made of each digest. Staging is read from these registries. */
  readonly toMake: (reading: ReadOnlyRegistry) => ToMakeOf;
}

/** Reads what signing needs besides manifests; neither a private key nor a token. Throws `UsageError` for what is of no use. */
export async function prepareSigning(
  { manifests }: Pick<SignRequest, 'manifests'>,
  signing: SigningConfiguration,
  { tree, configuration }: ReadManifests,
  { env, version, signal }: SigningProcess,
): Promise<Prepared> {
  const folder = folderOf(manifests);
  const at = manifests.revision === undefined ? {} : { revision: manifests.revision };
  const read = filesOfTree({ directory: folder, ...at }, { signal });
  const { signer, summarySigner } = signing;
  const [own, publicKey, git, trust] = await orWrongLocation(() =>
    Promise.all([
      openOwnSigner(signing, configuration.trust, read),
      signer.kind === 'key' ? read(signer.publicKeyFile) : undefined,
      gitPlace(folder, { ...at, signal }),
      signing.summaries ? openTrust(configuration.trust ?? { keys: [] }, read) : undefined,
    ]),
  );
  const listed = configuration.policy.productionRegistries;
  const promised = tree.manifests.flatMap(({ destinations }) => destinations.map(({ name }) => name));
  const facts = {
    signing,
    productionRegistries: listed.length > 0 ? listed : promised,
    folder,
    git,
    version,
    time: new Date(),
    env,
  };
  const policies = new AppliedPolicies(tree.manifests);
  const summarizeWith = trust && summariesOf(facts, { policies, trust, signal });
  const why = whyNoSummaries(signing, git);
  return {
    own,
    settings: signerSettings(signer, folder, publicKey),
    ...(!isDeepStrictEqual(signer, summarySigner) && {
      summarySettings: signerSettings(summarySigner, folder, publicKey),
    }),
    what: { ...signing, summaries: summarizeWith !== undefined },
    warnings: why === undefined ? [] : [why],
    toMake: (reading) => makingOf(facts, summarizeWith?.(reading)),
  };
}

interface SummaryParts {
  readonly policies: AppliedPolicies;
  readonly trust: Trust;
  readonly signal: AbortSignal;
}

/** Undefined where manifests are at no commit. */
function summariesOf(
  facts: RunFacts,
  { policies, trust, signal }: SummaryParts,
): ((reading: ReadOnlyRegistry) => Summarize) | undefined {
  const { signing, version, time, git } = facts;
  const { verifierId, levels } = signing.promoter;
  const commit = publicCommit(git);
  if (!commit) return undefined;
  if (verifierId === undefined) {
    throw new UsageError(
      '.cip.yaml: "signing" does not say who verifies',
      'Add "verifierId" under "promoter".',
    );
  }
  const pathOf = pathsInGit(facts);
  return (reading) =>
    summarizer({
      verifier: { id: verifierId, version: { cip: version } },
      time,
      levels,
      judge: createStagingJudge({ trust, repository: (name) => reading.repository(name), signal }),
      policiesOf: (source) => policies.of(source),
      policyIn: (file) => ({ uri: `git+${commit.url}`, path: pathOf(file), gitCommit: commit.commit }),
    });
}
