import { UsageError } from '@cip/runtime';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addFlags } from './flag.js';
import { shardFlag, toShard } from './shard-flag.js';

function shardOf(text: string | undefined, env: Readonly<Record<string, string>> = {}): unknown {
  const args = text === undefined ? [] : ['--shard', text];
  const command = addFlags(new Command('try'), [shardFlag('output')]).parse(args, { from: 'user' });
  return toShard(command, env);
}

const cloudRun = { CLOUD_RUN_TASK_INDEX: '1', CLOUD_RUN_TASK_COUNT: '3' };
const indexedJob = { JOB_COMPLETION_INDEX: '2' };

it.each([
  ['nothing', undefined, {}, undefined],
  ['nothing, on Cloud Run', undefined, cloudRun, undefined],
  ['nothing, in an Indexed Job', undefined, indexedJob, undefined],
  ['a part', '0/4', {}, { index: 0, count: 4 }],
  ['a part, on Cloud Run', '0/4', cloudRun, { index: 0, count: 4 }],
  ['the only part', '0/1', {}, { index: 0, count: 1 }],
  ['auto, on Cloud Run', 'auto', cloudRun, { index: 1, count: 3 }],
  ['auto and the same count, on Cloud Run', 'auto/3', cloudRun, { index: 1, count: 3 }],
  ['auto and a count, in an Indexed Job', 'auto/8', indexedJob, { index: 2, count: 8 }],
  ['auto, on Cloud Run inside of a Job', 'auto', { ...cloudRun, ...indexedJob }, { index: 1, count: 3 }],
])('takes %s', (_situation, text, env, expected) => {
  expect(shardOf(text, env)).toEqual(expected);
});

it.each([
  ['no count', '3', {}, '--shard "3": this is not one of so many parts'],
  ['a part beyond the last', '4/4', {}, '--shard "4/4": this is not one of so many parts'],
  ['too much', '1/2/3', {}, '--shard "1/2/3": this is not one of so many parts'],
  ['auto twice', 'auto/2/3', cloudRun, '--shard "auto/2/3": this is not one of so many parts'],
  ['no parts', '0/0', {}, '--shard'],
  ['a negative part', '-1/4', {}, '--shard'],
  ['no numbers', 'a/b', {}, '--shard'],
  ['auto at home', 'auto', {}, 'neither CLOUD_RUN_TASK_INDEX nor JOB_COMPLETION_INDEX'],
  ['auto where variables are empty', 'auto/2', { JOB_COMPLETION_INDEX: '' }, 'neither CLOUD_RUN_TASK_INDEX'],
  ['auto in an Indexed Job', 'auto', indexedJob, 'nothing says how many parts there are'],
  [
    'another count than that of Cloud Run',
    'auto/4',
    cloudRun,
    'CLOUD_RUN_TASK_COUNT says that there are 3 parts',
  ],
  ['more completions than parts', 'auto/2', indexedJob, '--shard auto/2: this is part 2/2'],
  ['a variable that is no number', 'auto/2', { JOB_COMPLETION_INDEX: 'x' }, '$JOB_COMPLETION_INDEX'],
])('refuses %s', (_situation, text, env, message) => {
  expect(() => shardOf(text, env)).toThrow(UsageError);
  expect(() => shardOf(text, env)).toThrow(message);
});
