import { formatShard, type Shard } from '@cip/oci';
import { type Environment, parseCount, UsageError } from '@cip/runtime';
import type { Command, Option } from 'commander';
import { flag, type FlagGroup } from './flag.js';

/** `--shard`, for commands whose work several processes can share. */
export function shardFlag(group: FlagGroup): Option {
  return flag(
    '--shard <i/n|auto>',
    'only the I-th of N parts of the work, counted from 0, at 1/N of the rates that registries allow; auto: as Cloud Run says; auto/N: as an Indexed Job says',
    group,
  );
}

/**
 * What `--shard` was set to. `auto` takes index and count from `CLOUD_RUN_TASK_INDEX` and `CLOUD_RUN_TASK_COUNT`; a
 * Kubernetes Indexed Job sets `JOB_COMPLETION_INDEX` only, so there the count is in `auto/N`. Without the flag nothing is
 * split, whatever the variables say: a job may have several tasks for another reason. Throws `UsageError`.
 */
export function toShard(command: Command, env: Environment): Shard | undefined {
  const { shard: text } = command.opts<{ shard?: string }>();
  if (text === undefined) return undefined;
  const [index = '', count, ...more] = text.split('/');
  if (more.length > 0 || (count === undefined && index !== 'auto')) throw notAShard(text);
  const shard = index === 'auto' ? surroundings(text, count, env) : given(index, count ?? '');
  if (shard.index < shard.count) return shard;
  throw index === 'auto' ? tooFewParts(text, shard) : notAShard(text);
}

function given(index: string, count: string): Shard {
  return { index: parseCount(index, '--shard', { min: 0 }), count: parseCount(count, '--shard') };
}

function surroundings(text: string, count: string | undefined, env: Environment): Shard {
  const { CLOUD_RUN_TASK_INDEX: task, CLOUD_RUN_TASK_COUNT: tasks, JOB_COMPLETION_INDEX: job } = env;
  const index = isSet(task) ? variable(task, 'CLOUD_RUN_TASK_INDEX', 0) : undefined;
  const total = isSet(tasks) ? variable(tasks, 'CLOUD_RUN_TASK_COUNT', 1) : undefined;
  const parts = count === undefined ? total : parseCount(count, '--shard');
  const part = index ?? (isSet(job) ? variable(job, 'JOB_COMPLETION_INDEX', 0) : undefined);
  if (part === undefined) throw noIndex(text);
  if (parts === undefined) throw noCount(text);
  if (index !== undefined && total !== undefined && parts !== total) throw otherCount(text, total);
  return { index: part, count: parts };
}

/** Set to nothing is not set. */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function variable(value: string, name: string, min: number): number {
  return parseCount(value, `$${name}`, { min });
}

function notAShard(text: string): UsageError {
  return new UsageError(`--shard ${JSON.stringify(text)}: this is not one of so many parts`, [
    'Write I/N, with I from 0 to N - 1, such as 0/4.',
    'Or auto on Cloud Run, and auto/N in a Kubernetes Indexed Job of N completions.',
  ]);
}

function noIndex(text: string): UsageError {
  return new UsageError(
    `--shard ${text}: neither CLOUD_RUN_TASK_INDEX nor JOB_COMPLETION_INDEX says which part this is`,
    [
      'Run it as a Cloud Run job, or as a Kubernetes Job with completionMode: Indexed.',
      'Or write --shard I/N, with I from 0 to N - 1.',
    ],
  );
}

function noCount(text: string): UsageError {
  return new UsageError(
    `--shard ${text}: nothing says how many parts there are`,
    'Write --shard auto/N, with the completions of the Job as N: Kubernetes tells its index only.',
  );
}

function otherCount(text: string, total: number): UsageError {
  return new UsageError(
    `--shard ${text}: CLOUD_RUN_TASK_COUNT says that there are ${total} parts`,
    'Write --shard auto.',
  );
}

function tooFewParts(text: string, shard: Shard): UsageError {
  return new UsageError(
    `--shard ${text}: this is part ${formatShard(shard)}, and parts are counted from 0`,
    'Give as many parts as there are tasks, or completions.',
  );
}
