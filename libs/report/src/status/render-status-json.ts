import { jsonWithLists } from '../json-lines.js';
import { orderedFailure } from '../ordered-failure.js';
import type { StatusItem, StatusReport } from './status-report.js';

/** The report as one JSON object, as `docs/cli/schema/status-report.json` has it; each item takes one line. */
export function renderStatusJson(report: StatusReport): string {
  const { version, command, asked, summary, items, attached, attachedTooMany, keeping } = report;
  const head = {
    version,
    command,
    asked,
    summary,
    ...(attachedTooMany !== undefined && { attachedTooMany }),
  };
  return jsonWithLists(head, {
    items: items.map(orderedItem),
    ...(attached && { attached }),
    ...(keeping && { keeping }),
  });
}

function orderedItem(item: StatusItem): StatusItem {
  const { state, image, subproject, destination, tag, digest, presence, holder } = item;
  const { source, inSource, explanation, reason, failure, where } = item;
  return {
    state,
    image,
    ...(subproject !== undefined && { subproject }),
    ...(destination !== undefined && { destination }),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(presence && { presence }),
    ...(holder !== undefined && { holder }),
    ...(source !== undefined && { source }),
    ...(inSource && { inSource }),
    explanation,
    ...(reason !== undefined && { reason }),
    ...(failure && { failure: orderedFailure(failure) }),
    ...(where && { where: { file: where.file, line: where.line } }),
  };
}
