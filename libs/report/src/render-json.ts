import type { AttachedTo, Signs } from '@cip/plan';
import { jsonPieces, orderedShard } from './json-lines.js';
import { orderedFailure } from './ordered-failure.js';
import { orderedProof } from './proof.js';
import type { LeftBehind, PromotionReport, ReportItem } from './promotion-report.js';
import type { SharedRun } from './shards/shared-run.js';

/**
 * The report as one JSON object, in pieces, as `docs/cli/schema/promotion-report.json` has it. Keys always come in the same
 * order, and each item takes one line, so that a diff or `grep` of two reports is of use.
 */
export function renderJson(report: PromotionReport): Iterable<string> {
  const { version, command, summary, shard, run, interrupted, waits, leftBehind } = report;
  const { uncompared, unfinished } = report;
  const head = {
    version,
    command,
    summary: orderedSummary(summary),
    ...(shard && { shard: orderedShard(shard) }),
    ...(run && { run: orderedRun(run) }),
    ...(interrupted && { interrupted }),
    ...(uncompared && { uncompared }),
    ...(unfinished && { unfinished }),
    ...(waits && { waits }),
    ...(leftBehind && { leftBehind: leftBehind.map(orderedLeft) }),
  };
  return jsonPieces(head, { items: ordered(report.items) });
}

function orderedRun({ manifests, flags, shares }: SharedRun): SharedRun {
  return { manifests, flags, shares };
}

function orderedLeft({ source, on, digest, tag, why }: LeftBehind): LeftBehind {
  return { source, on, digest, ...(tag !== undefined && { tag }), why };
}

function* ordered(items: Iterable<ReportItem>): Generator<ReportItem> {
  for (const item of items) yield orderedItem(item);
}

function orderedSummary(summary: PromotionReport['summary']): PromotionReport['summary'] {
  const { planned, promoted, tagged, attached, signed, existing, blocked, failed, requests } = summary;
  return { planned, promoted, tagged, attached, signed, existing, blocked, failed, requests };
}

function orderedAttached({ image, on, type, signedBy }: AttachedTo): AttachedTo {
  return { image, on, type, signedBy };
}

function orderedSigns({ image, kinds, from }: Signs): Signs {
  return { image, kinds, ...(from !== undefined && { from }) };
}

function orderedItem(item: ReportItem): ReportItem {
  const { kind, state, image, digest, tags, source, destination } = item;
  const { attached, signs, reason, failure, side, operation, holder, proof, where } = item;
  return {
    kind,
    state,
    image,
    digest,
    tags,
    source,
    destination,
    ...(attached && { attached: orderedAttached(attached) }),
    ...(signs && { signs: orderedSigns(signs) }),
    ...(reason !== undefined && { reason }),
    ...(failure && { failure: orderedFailure(failure) }),
    ...(side && { side }),
    ...(operation !== undefined && { operation }),
    ...(holder !== undefined && { holder }),
    ...(proof && { proof: orderedProof(proof) }),
    ...(where && { where: { file: where.file, line: where.line } }),
  };
}
