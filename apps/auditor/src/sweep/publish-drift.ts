import { type Console, reportFiles } from '@cip/cli';
import { type DriftReport, renderDriftJson, renderDriftJunit, renderDriftText } from '@cip/report';
import { writeFileAtomic } from '@cip/runtime';
import type { SweepRequest } from './sweep-request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Prints the report in the format asked for, and leaves files where CI looks for them. */
export async function publishDrift(
  report: DriftReport,
  registries: readonly string[],
  { format, artifacts }: Pick<SweepRequest, 'format' | 'artifacts'>,
  console: Console,
): Promise<void> {
  const text = (): string =>
    renderDriftText(report, { registries, color: console.color, width: console.width ?? unlimited });
  const render = { text, json: () => renderDriftJson(report), junit: () => renderDriftJunit(report) };
  console.print(render[format]());
  if (artifacts === undefined) return;
  const { junit, json } = reportFiles(artifacts, 'cip-auditor', report.shard);
  await writeFileAtomic(junit, renderDriftJunit(report));
  await writeFileAtomic(json, renderDriftJson(report));
}
