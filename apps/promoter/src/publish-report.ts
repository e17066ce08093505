import { type Console, prepareArtifacts, prepareFile, reportFiles } from '@cip/cli';
import {
  type HtmlOptions,
  type PromotionReport,
  renderHtml,
  renderJson,
  renderJunit,
  renderText,
} from '@cip/report';
import { writeFileAtomic } from '@cip/runtime';
import type { PromotionRequest } from './request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Makes sure, before anything is sent, that files can be written where the request wants them. Throws `UsageError`. */
export async function prepareFiles({
  artifacts,
  output,
  shard,
}: Pick<PromotionRequest, 'artifacts' | 'output' | 'shard'>): Promise<void> {
  if (artifacts !== undefined) {
    await prepareArtifacts(artifacts, Object.values(reportFiles(artifacts, 'cip', shard)));
  }
  if (output !== undefined) await prepareFile(output, '--output');
}

/** How a report is told, and where CI wants files of it. */
type Publication = Pick<PromotionRequest, 'format' | 'artifacts'> & Required<HtmlOptions>;

/** Prints the report in the format asked for, and leaves files where CI looks for them. */
export async function publishReport(
  report: PromotionReport,
  publication: Publication,
  console: Console,
): Promise<void> {
  // First to people: whatever becomes of the files, what was done must be known.
  await console.printPieces(render(report, publication, console));
  const { artifacts } = publication;
  if (artifacts === undefined) return;
  const { junit, json } = reportFiles(artifacts, 'cip', report.shard);
  await writeFileAtomic(junit, renderJunit(report));
  await writeFileAtomic(json, renderJson(report));
}

function render(
  report: PromotionReport,
  { format, dryRun, savedPlan }: Publication,
  console: Console,
): Iterable<string> {
  if (format === 'json') return renderJson(report);
  if (format === 'junit') return renderJunit(report);
  const options = { dryRun, savedPlan };
  if (format === 'html') return [renderHtml(report, options)];
  const text = renderText(report, {
    ...options,
    color: console.color,
    width: console.width ?? unlimited,
  });
  return [text];
}
