import { type Caller, matchesPath } from '@cip/manifest';
import type { CertifiedRun } from './attestation.js';
import type { BuildFacts } from './build-facts.js';
import { isSameRun, parseBuildConfig, runText, type WorkflowRun } from './calling-workflow.js';
import { isFromSource } from './source-repository.js';
import { listed, shown } from './words.js';

/**
 * Why the run that called a builder is not one that all of its callers allow, as the end of "… does not count: …"; undefined
 * when it is. Whoever calls a reusable workflow decides what its provenance says, and gets its identity. So the workflow that the
 * certificate names counts, and provenance has to name the same. It always has to be in one of the sources.
 */
export function whyNotCalled(
  callers: readonly Caller[],
  { caller: named }: Pick<BuildFacts, 'caller'>,
  certified: CertifiedRun,
  sources: readonly string[],
): string | undefined {
  if (callers.length === 0) return undefined;
  const run = certifiedWorkflow(certified);
  if ('why' in run) return run.why;
  const who = shown(runText(run));
  if (!sources.some((source) => isFromSource(run.repository, source))) {
    return `its builder was called by ${who}, and the policy allows only callers in ${listed(sources)}`;
  }
  if (!named) return `it names no calling workflow, and its certificate names ${who}`;
  if ('why' in named) return `the calling workflow that it names cannot be read: ${named.why}`;
  if (!isSameRun(named, run)) {
    return `it names the calling workflow ${shown(runText(named))}, and its certificate names ${who}`;
  }
  return callers
    .map((caller) => whyNotAllowed(caller, run, certified.buildTrigger))
    .find((why) => why !== undefined);
}

function certifiedWorkflow({
  buildConfigUri,
  sourceRepositoryUri,
  sourceRepositoryRef,
}: CertifiedRun): WorkflowRun | { readonly why: string } {
  if (buildConfigUri === undefined) {
    return { why: 'its certificate does not say which workflow called its builder' };
  }
  const run = parseBuildConfig(buildConfigUri);
  const uri = shown(buildConfigUri);
  if (!run) return { why: `its certificate names ${uri}, which is not a GitHub workflow with a ref` };
  const start = `its certificate names the calling workflow ${uri}`;
  if (sourceRepositoryUri !== undefined && sourceRepositoryUri !== run.repository) {
    return { why: `${start}, and the repository ${shown(sourceRepositoryUri)}` };
  }
  if (sourceRepositoryRef !== undefined && sourceRepositoryRef !== run.ref) {
    return { why: `${start}, and the ref ${shown(sourceRepositoryRef)}` };
  }
  return run;
}

function whyNotAllowed(
  { workflows, refs, events }: Caller,
  run: WorkflowRun,
  event: string | undefined,
): string | undefined {
  const who = shown(runText(run));
  const called = `its builder was called by ${who}`;
  if (workflows.length > 0 && !workflows.includes(run.path)) {
    return `${called}, and the policy allows only the workflows ${listed(workflows)}`;
  }
  if (!matchesPath(refs, run.ref)) return `${called}, and the policy allows only the refs ${listed(refs)}`;
  if (events.length === 0) return undefined;
  if (event === undefined) {
    return `its certificate does not say which event started ${who}, and the policy allows only ${listed(events)}`;
  }
  if (events.includes(event)) return undefined;
  return `${called} on the event ${shown(event)}, and the policy allows only ${listed(events)}`;
}
