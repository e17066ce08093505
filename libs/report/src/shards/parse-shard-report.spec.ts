import { shardOf } from '@cip/oci';
import { expect, it } from 'vitest';
import { renderJson } from '../render-json.js';
import { blocker, digest, plan, planned, step, whole } from '../testing/samples.js';
import { parseShardReport, ReportFileError } from './parse-shard-report.js';

const shard = { index: 0, count: 1 };
const run = { manifests: digest('f'), flags: [], shares: [1] };
const sound = planned(plan({ shard, steps: [step()], blockers: [blocker()] }), { requests: 1, run });
const text = whole(renderJson(sound));

it('reads what a shard leaves', () => {
  expect(whole(renderJson(parseShardReport(text)))).toBe(text);
});

it.each<[string, string, string]>([
  ['nothing', '', 'it is not JSON, or it was cut off'],
  ['a file that was cut off', text.slice(0, -20), 'it is not JSON, or it was cut off'],
  ['a list', '[]', 'it has no version'],
  ['null', 'null', 'it has no version'],
  ['another version', '{"version":2}', 'its format is not version 1'],
  ['a version with a long name', `{"version":"${'x'.repeat(9999)}"}`, 'its format is not version 1'],
  ['another report', '{"version":1,"command":"sweep"}', 'is not what the schema of reports says'],
])('refuses %s', (_situation, given, why) => {
  expect(() => parseShardReport(given)).toThrow(ReportFileError);
  expect(() => parseShardReport(given)).toThrow(why);
});

it.each<[string, object, string]>([
  ['of a whole run', { shard: undefined, run: undefined }, 'it is not the report of a shard'],
  ['of an older version', { run: undefined }, 'it does not say of which run it is'],
  ['of a shard beyond the last', { shard: { index: 1, count: 1 } }, 'there is no shard 1/1 of 1'],
  ['of more shards than it lists', { shard: { index: 0, count: 2 } }, 'there is no shard 0/2 of 1'],
  ['with an unknown key', { extra: 1 }, 'the whole of it is not what'],
  ['with an item of an unknown state', { items: [{ ...sound.items[0], state: 'x' }] }, '/items/0'],
  ['with a negative figure', { summary: { ...sound.summary, existing: -1 } }, '/summary/existing is not'],
  ['with a text for a list', { items: 'x' }, '/items is not what'],
])('refuses a report %s', (_situation, changes, why) => {
  const given = JSON.stringify({ ...sound, ...changes });
  expect(() => parseShardReport(given)).toThrow(ReportFileError);
  expect(() => parseShardReport(given)).toThrow(why);
});

it('refuses an item of another shard', () => {
  const { destination } = step();
  const index = 1 - shardOf(destination, 2);
  const given = { ...sound, shard: { index, count: 2 }, run: { ...run, shares: [1, 1] } };
  expect(() => parseShardReport(JSON.stringify(given))).toThrow(
    `${destination} is not in its shard ${index}/2`,
  );
});
