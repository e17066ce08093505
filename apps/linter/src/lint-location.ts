import {
  fixTree,
  pathsBelow,
  readConfigurationFile,
  readTreeConfiguration,
  warnOfConfiguration,
} from '@cip/cli';
import { emptyTree, limits, type ManifestTree } from '@cip/manifest';
import { printable } from '@cip/oci';
import { diffingTrees, type TreeChange } from '@cip/plan';
import {
  countReviewRows,
  type Examination,
  examining,
  expiredExceptions,
  type LintOptions,
  type Policy,
  type RegistryFacts,
  reviewOf,
  type ReviewRow,
} from '@cip/policy';
import { takeSteps } from '@cip/runtime';
import { readBasePolicy } from './base-policy.js';
import { findChangedConfiguration, type OtherConfiguration } from './changed-configuration.js';
import { folderOf, type Location, readLocation, stateToLint } from './locations.js';
import type { LintRun } from './lint-run.js';
import { openOnlineTrust } from './online-trust.js';
import { readBase } from './read-base.js';
import { type Naming, registriesToAsk } from './registries-to-ask.js';
import { warnOfBase } from './warn-of-base.js';

/** One location and what was found there. */
export interface LintedTree extends Omit<Examination, 'change'> {
  readonly location: Location;
  readonly policy: Policy;
  readonly tree: ManifestTree;
  /** As it was in the revision that it is compared with. */
  readonly base?: ManifestTree;
  /** What the change promotes; none without a base. */
  readonly review: readonly ReviewRow[];
  /** How many rows of it are left out. */
  readonly hiddenRows: number;
  /** The configuration, where it is not what it was in the revision that the tree is compared with. */
  readonly changedConfiguration?: string;
}

/** Reads, fixes if asked to, and lints one location. Throws `SourceError` and `UsageError`. */
export async function lintLocation(location: Location, run: LintRun): Promise<LintedTree> {
  const { request, signal } = run;
  const revision = request.base?.revision;
  const [policy, found, base, changedConfiguration] = await Promise.all([
    policyOf(location, run),
    readLocation(location, stateToLint(request), signal),
    revision === undefined ? undefined : readBase(location, revision, signal),
    findChangedConfiguration(location, run),
  ]);
  const today = new Date().toISOString().slice(0, 10);
  await warnOfExpired(policy, today, run);
  if (base && revision !== undefined) await warnOfBase(base, found, revision, run.screen);
  const tree = request.fix ? await fixed(location, found, policy, run) : found;
  const facts = await askRegistries(location, { policy, tree, base }, run);
  // After a signal, too: what was found until then is told, as long as the process is given time.
  const { change, ...examination } = await takeSteps(
    examining(tree, {
      policy,
      today,
      pathInTree: pathsBelow(folderOf(location)),
      ...(base && revision !== undefined && { base: baseOf(base, revision, changedConfiguration) }),
      ...(facts && { facts }),
      mostOfRule: limits.findingsOfRule,
    }),
  );
  return {
    ...examination,
    ...reviewed(change, examination, facts),
    location,
    policy,
    tree,
    ...(base && { base }),
    ...(changedConfiguration && { changedConfiguration: changedConfiguration.file }),
  };
}

/** What the tree is compared with. How a configuration is written is no matter of the rules. */
function baseOf(
  tree: ManifestTree,
  revision: string,
  other: OtherConfiguration | undefined,
): NonNullable<LintOptions['base']> {
  if (!other || other.saysTheSame) return { tree, revision };
  const { file, removed } = other;
  return { tree, revision, changedConfiguration: { at: { file, line: 1, column: 1 }, removed } };
}

/** Nothing is listed where findings are hidden that refuse something of it: it would look promoted. */
function reviewed(
  change: TreeChange | undefined,
  { findings, hidden }: Pick<Examination, 'findings' | 'hidden'>,
  facts: RegistryFacts | undefined,
): Pick<LintedTree, 'review' | 'hiddenRows'> {
  if (!change) return { review: [], hiddenRows: 0 };
  const most = hidden.some(({ refuses }) => refuses) ? 0 : limits.reviewRows;
  const review = reviewOf(change, { findings, most, ...(facts && { facts }) });
  return { review, hiddenRows: countReviewRows(change) - review.length };
}

async function policyOf(location: Location, { request, signal, screen }: LintRun): Promise<Policy> {
  const { base, configFile, maxImageSize, revision } = request;
  const at = { directory: folderOf(location), ...(revision !== undefined && { revision }) };
  const options = { signal, asStaged: base !== undefined };
  const configuration = await (configFile === undefined
    ? readTreeConfiguration(at, options)
    : readConfigurationFile(configFile, { signal }));
  if (configuration.notices.length > 0) warnOfConfiguration(configuration, await screen.openLog());
  const { policy } = configuration;
  return maxImageSize === undefined ? policy : { ...policy, maxImageSize };
}

async function warnOfExpired(policy: Policy, today: string, { screen }: LintRun): Promise<void> {
  for (const { rule, expires, where } of expiredExceptions(policy, today)) {
    const log = await screen.openLog();
    log.warn('an exception has expired: remove it, or agree on it again', { rule, expires, ...where });
  }
}

/** After a signal the rest is still linted and told, without what registries have. */
async function askRegistries(
  location: Location,
  { policy, tree, base }: Naming & { readonly base: ManifestTree | undefined },
  run: LintRun,
): Promise<RegistryFacts | undefined> {
  const { lookUp, request, signal } = run;
  if (!lookUp) return undefined;
  try {
    const { added } = await takeSteps(diffingTrees(base ?? emptyTree, tree), { signal });
    const then = base && { policy: await readBasePolicy(location, policy, run), tree: base };
    const ask = registriesToAsk({ policy, tree }, then, request);
    const trust = () => openOnlineTrust(location, run);
    return await lookUp({ tree, added, ask, trust, ...(base && { base }) }, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function fixed(
  location: Location,
  tree: ManifestTree,
  policy: Policy,
  { request, screen, signal }: LintRun,
): Promise<ManifestTree> {
  const files = await fixTree(tree, policy, pathsBelow(folderOf(location)));
  if (files.length === 0) return tree;
  const lines = files.map((file) => `${printable(`rewritten: ${file}`)}\n`).join('');
  if (request.format === 'text') screen.print(`${lines}\n`);
  else screen.progress.above(lines);
  // What was just rewritten is not staged.
  return readLocation(location, { asStaged: false }, signal);
}
