import { printableLines } from '@cip/oci';
import { fuzz, jsonNear, readOrRefused } from '@cip/testing';
import { expect, it } from 'vitest';
import { renderHtml, renderJson, renderJunit, renderText } from '../index.js';
import { blocker, digest, plan, planned, step, whole } from '../testing/samples.js';
import { parseShardReport, ReportFileError } from './parse-shard-report.js';

const shard = { index: 0, count: 1 };
const run = { manifests: digest('f'), flags: ['--confirm'], shares: [1] };
const sound = planned(plan({ shard, steps: [step()], blockers: [blocker()] }), { requests: 1, run });
const text = whole(renderJson(sound));

it('a report of a shard prints in every format and reads back as it is written, or is refused', async () => {
  await fuzz(jsonNear(JSON.parse(text) as object), (near) => {
    const read = readOrRefused(() => parseShardReport(near), ReportFileError);
    if (!read) return;
    const again = whole(renderJson(read));
    expect(whole(renderJson(parseShardReport(again)))).toBe(again);
    expect(whole(renderHtml(read, { dryRun: true }))).toContain('</html>');
    expect(whole(renderJunit(read))).toContain('</testsuites>');
    const shown = whole(renderText(read, { dryRun: true }));
    expect(printableLines(shown)).toBe(shown);
  });
});
