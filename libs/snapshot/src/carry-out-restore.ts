import { type Job, type JobResult, runJobs, type RunOptions } from '@cip/copy';
import {
  type CallOptions,
  type Digest,
  type Failure,
  type RawManifest,
  type Source,
  type Target,
  type WriteOnceTarget,
} from '@cip/oci';
import type { Step } from '@cip/plan';
import { type Backup, imagesPath } from './backup.js';
import { factsOf } from './failure-facts.js';
import { withoutListing } from './without-listing.js';
import { pathInBackup, type RestorePlan, type TagMove } from './plan-restore.js';

/** One image or tag that was brought back, or was to be. */
export interface RestoredItem {
  /** Path below the prefix. */
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** `moved`: the tag was on something else. `blocked`: it is, and was left there. */
  readonly state: 'copied' | 'mounted' | 'existing' | 'moved' | 'blocked' | 'failed';
  readonly reason?: string;
  /** The facts that `reason` was made of. */
  readonly failure?: Failure;
}

export interface CarryOutRestoreOptions extends Omit<RunOptions, 'attached' | 'listReferrer'> {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Restored {
  readonly items: readonly RestoredItem[];
  readonly bytesCopied: number;
  readonly bytesMounted: number;
}

interface RestoreJob extends Job {
  readonly repository: string;
  /** It brings what a tag is moved to, and is told with that tag. */
  readonly isForMove?: boolean;
}

/**
 * Carries out the plan of a restore and reads back what was written. Tags are moved last, by `moveTag`, which those lack
 * who may not move any. The failure of one image stops no other; rejects on abort only.
 */
export async function carryOutRestore(
  backup: Backup,
  plan: RestorePlan,
  targets: {
    readonly repository: (name: string) => WriteOnceTarget;
    /** The right to move tags; needed for a plan with moves. */
    readonly everything?: (name: string) => Target;
  },
  options: CarryOutRestoreOptions = {},
): Promise<Restored> {
  const { onProgress, signal } = options;
  const call = signal ? { signal } : {};
  const jobs = jobsOf(backup, plan, targets.repository);
  const total = jobs.length + plan.moves.length;
  const items: RestoredItem[] = [];
  const figures = { bytesCopied: 0, bytesMounted: 0 };
  let done = 0;
  await runJobs(jobs, options, (job, result) => {
    items.push(...itemsOf(job, result));
    figures.bytesCopied += result.figures.bytesCopied;
    figures.bytesMounted += result.figures.bytesMounted;
    onProgress?.({ done: ++done, total });
  });
  signal?.throwIfAborted();
  for (const move of plan.moves) {
    items.push(await moveTag(`${plan.destination}/${move.repository}`, move, targets.everything, call));
    onProgress?.({ done: ++done, total });
  }
  return { items, ...figures };
}

function jobsOf(
  backup: Backup,
  plan: RestorePlan,
  repository: (name: string) => WriteOnceTarget,
): RestoreJob[] {
  const targetOf = (path: string): WriteOnceTarget => {
    const target = repository(`${plan.destination}/${path}`);
    const listed = plan.listed.get(path);
    return listed ? withoutListing(target, listed) : target;
  };
  const planned = plan.steps.map((step) => jobOf(backup, plan, step, targetOf(step.image)));
  const brought = new Set(planned.map((job) => `${job.repository}@${job.digest}`));
  const below = plan.record.layout === 'tree' ? plan.record.snapshot : imagesPath;
  const forMoves = new Map<string, RestoreJob>();
  // What a tag is moved to has to be there first.
  for (const { repository: name, digest } of plan.moves) {
    const key = `${name}@${digest}`;
    if (brought.has(key) || forMoves.has(key)) continue;
    const source = backup.repository(`${below}/${name}`);
    const target = targetOf(name);
    const facts = plan.facts.get(`${plan.destination}/${name}`);
    forMoves.set(key, {
      kind: 'copy',
      digest,
      tags: [],
      source,
      target,
      repository: name,
      isForMove: true,
      ...(facts && { facts }),
    });
  }
  return [...planned, ...forMoves.values()];
}

function jobOf(backup: Backup, plan: RestorePlan, step: Step, target: WriteOnceTarget): RestoreJob {
  const { kind, digest, tags, image, source, destination } = step;
  const facts = plan.facts.get(destination);
  return {
    kind,
    digest,
    tags,
    source: sourceIn(backup, source),
    target,
    repository: image,
    ...(facts && { facts }),
  };
}

function sourceIn(backup: Backup, name: string): Source {
  const path = pathInBackup(backup, name);
  if (path === undefined) throw new Error(`${name} is not in the backup ${backup.name}`);
  return backup.repository(path);
}

function itemsOf({ repository, digest, tags, isForMove }: RestoreJob, result: JobResult): RestoredItem[] {
  if (isForMove === true && result.state !== 'failed') return [];
  const taken = result.taken.map(({ tag, holder }): RestoredItem => {
    const reason = `the tag is on ${holder} by now`;
    return { repository, digest, tags: [tag], state: 'blocked', reason };
  });
  if (result.state === 'blocked') return taken;
  const written = tags.filter((tag) => !result.taken.some((one) => one.tag === tag));
  return [{ repository, digest, tags: written, ...stateOf(result) }, ...taken];
}

function stateOf({ state, figures, error }: JobResult): Pick<RestoredItem, 'state' | 'reason' | 'failure'> {
  if (state === 'promoted') {
    return { state: figures.blobsMounted > 0 && figures.blobsCopied === 0 ? 'mounted' : 'copied' };
  }
  if (state === 'existing') return { state };
  return { state: 'failed', ...(state === 'planned' ? { reason: 'it was not done' } : factsOf(error)) };
}

async function moveTag(
  name: string,
  { repository, tag, digest }: TagMove,
  everything: ((name: string) => Target) | undefined,
  call: CallOptions,
): Promise<RestoredItem> {
  const item = { repository, digest, tags: [tag] };
  try {
    if (!everything) throw new Error('moving tags was not allowed');
    const target = everything(name);
    await target.retag(await manifestOf(target, digest, call), tag, call);
    const there = await target.resolve(tag, call);
    if (there?.digest === digest) return { ...item, state: 'moved' };
    throw new Error(`the tag was moved, but reads as ${there?.digest ?? 'not there'}`);
  } catch (error) {
    call.signal?.throwIfAborted();
    return { ...item, state: 'failed', ...factsOf(error) };
  }
}

async function manifestOf(target: Source, digest: Digest, call: CallOptions): Promise<RawManifest> {
  const manifest = await target.fetchManifest(digest, call);
  if (manifest) return manifest;
  throw new Error(`${digest} could not be brought back, so its tag stays where it is`);
}
