import { type Console, printRequests } from '@cip/cli';
import { createInventory } from '@cip/inventory';
import { type Desired, desiredState, findImageStatus, imagesNamedLike } from '@cip/plan';
import {
  renderStatusJson,
  renderStatusText,
  statusExitCode,
  statusReport,
  type StatusReport,
} from '@cip/report';
import { UsageError } from '@cip/runtime';
import { openReadOnly } from '../open-registry.js';
import { readManifests } from '../read-manifests.js';
import type { StatusRequest } from './status-request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Looks for the image and reports. Resolves with the exit code; throws `UsageError` when the image is nowhere. */
export async function runStatus(
  request: StatusRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { asked, question } = request;
  const { tree } = await readManifests(request, signal);
  const desired = desiredState(tree);
  const registry = openReadOnly(request, tree, console.log);
  const isWhole = question.tag === undefined && question.digest === undefined;
  // Nobody will copy, so a HEAD is enough at a source; a few references cost less than a large repository.
  const inventory = createInventory(registry, {
    sources: 'head',
    destinations: isWhole ? 'listing' : 'references',
  });
  try {
    const items = await findImageStatus(desired, question, inventory, { signal });
    if (items.length === 0) throw nowhere(request, desired);
    const report = statusReport(items, { asked, requests: registry.ledger.total });
    console.print(render(report, request, console));
    printRequests(registry.ledger, request, console);
    return statusExitCode(report);
  } finally {
    await registry.close();
  }
}

function render(report: StatusReport, { format }: StatusRequest, console: Console): string {
  if (format === 'json') return renderStatusJson(report);
  return renderStatusText(report, { color: console.color, width: console.width ?? unlimited });
}

function nowhere({ asked, question }: StatusRequest, desired: Desired): UsageError {
  const like = imagesNamedLike(desired, question).slice(0, 5);
  return new UsageError(`${asked}: no manifest promises it, and no registry that was asked has it`, [
    ...(like.length > 0 ? [`The manifests name ${like.join(', ')}.`] : []),
    'Check the name and the reference.',
    'Write the name as in the manifests, or a repository in full, HOST[:PORT]/PATH, to have a registry asked that no manifest names.',
  ]);
}
