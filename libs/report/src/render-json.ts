import type { PromotionReport, ReportItem } from './promotion-report.js';

/**
 * The report as one JSON object, as `docs/cli/schema/promotion-report.json` has it. Keys always come in the same
 * order, and each item takes one line, so that a diff or `grep` of two reports is of use.
 */
export function renderJson(report: PromotionReport): string {
  const { version, command, summary, interrupted } = report;
  const figures = orderedSummary(summary);
  const head = JSON.stringify({ version, command, summary: figures, ...(interrupted && { interrupted }) });
  const lines = report.items.map((item) => JSON.stringify(orderedItem(item)));
  const items = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  return `${head.slice(0, -1)},"items":${items}}\n`;
}

function orderedSummary(summary: PromotionReport['summary']): PromotionReport['summary'] {
  const { planned, promoted, tagged, existing, blocked, failed, requests } = summary;
  return { planned, promoted, tagged, existing, blocked, failed, requests };
}

function orderedItem(item: ReportItem): ReportItem {
  const { kind, state, image, digest, tags, source, destination, reason, where } = item;
  return {
    kind,
    state,
    image,
    digest,
    tags,
    source,
    destination,
    ...(reason !== undefined && { reason }),
    ...(where && { where: { file: where.file, line: where.line } }),
  };
}
