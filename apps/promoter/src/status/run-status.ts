import { trustIn } from '@cip/configuration';
import { type Console, filesOfTree, openTrust, printRequests, warnOfConfiguration } from '@cip/cli';
import { createInventory } from '@cip/inventory';
import {
  type Desired,
  desiredState,
  digestsBeginning,
  findImageStatus,
  type ImageQuestion,
  imagesNamedLike,
} from '@cip/plan';
import type { ManifestTree } from '@cip/manifest';
import {
  renderStatusHtml,
  renderStatusJson,
  renderStatusText,
  statusExitCode,
  statusReport,
  type StatusReport,
} from '@cip/report';
import { UsageError } from '@cip/runtime';
import type { Trust } from '@cip/signing';
import { folderOf } from '@cip/source';
import { ambiguousDigest } from '../ambiguous-digest.js';
import { nearNames } from '../manifest/near-names.js';
import { openReadOnly } from '../open-registry.js';
import { type ReadManifests, readManifests } from '../read-manifests.js';
import { findCarried } from './find-carried.js';
import type { StatusRequest } from './status-request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Looks for the image and reports. Resolves with the exit code; throws `UsageError` when the image is nowhere. */
export async function runStatus(
  request: StatusRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const found = await readManifests(request, signal);
  const { tree } = found;
  warnOfConfiguration(found.configuration, console.log);
  const desired = desiredState(tree);
  const question = settled(request, tree, desired);
  const registry = openReadOnly(request, found, console.log);
  const isWhole = question.tag === undefined && question.digest === undefined;
  // Nobody will copy, so a HEAD is enough at a source; a few references cost less than a large repository.
  const inventory = createInventory(registry, {
    sources: 'head',
    destinations: isWhole ? 'listing' : 'references',
  });
  try {
    const items = await findImageStatus(desired, question, inventory, { signal });
    if (items.length === 0) throw nowhere(request, tree, desired);
    const attached = await findCarried(items, found.configuration, {
      registry,
      trust: trustOf(request, found, signal),
      signal,
    });
    const { asked } = request;
    const report = statusReport(items, { asked, requests: registry.ledger.total, attached });
    console.print(render(report, request, console));
    printRequests(registry.ledger, request, console);
    return statusExitCode(report);
  } finally {
    await registry.close();
  }
}

/** What signatures are verified with: opened once, when the first is found. */
function trustOf(
  { manifests }: StatusRequest,
  { configuration }: Pick<ReadManifests, 'configuration'>,
  signal: AbortSignal,
): () => Promise<Trust> {
  const { revision } = manifests;
  const location = { directory: folderOf(manifests), ...(revision !== undefined && { revision }) };
  let opened: Promise<Trust> | undefined;
  return () =>
    (opened ??= openTrust(trustIn(configuration) ?? { keys: [] }, filesOfTree(location, { signal })));
}

function render(report: StatusReport, { format }: StatusRequest, console: Console): string {
  if (format === 'json') return renderStatusJson(report);
  if (format === 'html') return renderStatusHtml(report);
  return renderStatusText(report, { color: console.color, width: console.width ?? unlimited });
}

/** With the whole digest of which a beginning was typed. Throws `UsageError` unless it is one in the manifests. */
function settled(request: StatusRequest, tree: ManifestTree, desired: Desired): ImageQuestion {
  const { asked, question } = request;
  const { digestStart, ...rest } = question;
  if (digestStart === undefined) return rest;
  const [digest, ...others] = digestsBeginning(desired, rest, digestStart);
  if (digest === undefined) {
    throw new UsageError(`${asked}: no digest in the manifests begins so`, [
      ...hints(request, tree, desired),
      'Write the whole digest to have registries asked about one that is in no manifest.',
    ]);
  }
  if (others.length > 0) throw ambiguousDigest(asked, [digest, ...others]);
  return { ...rest, digest };
}

function nowhere(request: StatusRequest, tree: ManifestTree, desired: Desired): UsageError {
  const { asked } = request;
  return new UsageError(`${asked}: no manifest promises it, and no registry that was asked has it`, [
    ...hints(request, tree, desired),
    'Check the name and the reference.',
    'Write the name as in the manifests, or a repository in full, HOST[:PORT]/PATH, to have a registry asked that no manifest names.',
  ]);
}

/** Names in the manifests that may be meant. */
function hints({ asked, question }: StatusRequest, tree: ManifestTree, desired: Desired): string[] {
  const like = imagesNamedLike(desired, question).slice(0, 5);
  const near = nearNames(tree, asked);
  return [
    ...(near.length > 0 ? [`Did you mean ${near.join(' or ')}?`] : []),
    ...(like.length > 0 ? [`The manifests name ${like.join(', ')}.`] : []),
  ];
}
