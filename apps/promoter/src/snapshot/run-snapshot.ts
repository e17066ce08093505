import { type Console, printRequests, warnOfConfiguration } from '@cip/cli';
import { defaultConfiguration } from '@cip/configuration';
import { emptyTree } from '@cip/manifest';
import { type Desired, desiredState } from '@cip/plan';
import {
  completenessNote,
  contentsReport,
  type ReportedCompleteness,
  type ContentsReport,
  renderContentsCsv,
  renderContentsJson,
  renderContentsYaml,
  type UnreadPart,
} from '@cip/report';
import { ExitCode } from '@cip/runtime';
import { openReadOnly } from '../open-registry.js';
import { type ReadManifests, readManifests } from '../read-manifests.js';
import { heldBelow } from './held-below.js';
import { type Held, namedDigests, promisedBelow } from './promised-below.js';
import type { SnapshotFormat, SnapshotRequest } from './snapshot-request.js';

const renderers: Readonly<Record<SnapshotFormat, (report: ContentsReport) => string>> = {
  yaml: renderContentsYaml,
  csv: renderContentsCsv,
  json: renderContentsJson,
};

const remedies: Readonly<Record<ReportedCompleteness['kind'], string>> = {
  complete: '',
  'tags-only':
    'Digests without a tag are found if manifests name them: give --thin-manifest-dir or --manifest.',
  unknown: 'Name the repositories one by one, or use credentials that may list them.',
};

/** Prints what a registry holds, or what manifests promise there. Resolves with the exit code. */
export async function runSnapshot(
  request: SnapshotRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { manifests, policyFile } = request;
  const found = manifests
    ? await readManifests({ manifests, ...(policyFile !== undefined && { policyFile }) }, signal)
    : { tree: emptyTree, configuration: defaultConfiguration };
  warnOfConfiguration(found.configuration, console.log);
  const desired = desiredState(found.tree);
  const report = request.fromManifests
    ? promised(request, desired)
    : await held(request, found, desired, console, signal);
  for (const { name, reason } of report.unread) {
    console.log.error(`not in the snapshot: ${reason}`, { ...(name !== '' && { image: name }) });
  }
  for (const note of report.completeness ? completenessNote(request.prefix, report.completeness) : []) {
    console.log.warn(`${note} ${remedies[report.completeness?.kind ?? 'complete']}`);
  }
  const isNothing = report.items.length === 0 && report.unread.length === 0;
  if (isNothing) console.log.error(`${request.prefix}: nothing is there; check the name`);
  console.print(renderers[request.format](report));
  const isWhole = report.unread.length === 0 && report.completeness?.kind !== 'unknown';
  return isWhole && !isNothing ? ExitCode.ok : ExitCode.complaint;
}

function promised(request: SnapshotRequest, desired: Desired): ContentsReport {
  const unread = desired.invalid.map(({ image, reason, where }): UnreadPart => {
    const place = where ? `${where.file}:${where.line}: ` : '';
    return { name: image, reason: `${place}${reason}` };
  });
  return reportOf(request, promisedBelow(request.prefix, desired), { unread, requests: 0 });
}

async function held(
  request: SnapshotRequest,
  found: ReadManifests,
  desired: Desired,
  console: Console,
  signal: AbortSignal,
): Promise<ContentsReport> {
  const registry = openReadOnly(request, found, console.log);
  try {
    const { repositories, ...facts } = await heldBelow(registry, request, {
      named: namedDigests(desired),
      signal,
      onProgress: (done) => {
        console.progress.update({ label: 'reading repositories', done });
      },
    });
    console.progress.finish();
    printRequests(registry.ledger, request, console);
    return reportOf(request, repositories, { ...facts, requests: registry.ledger.total });
  } finally {
    console.progress.finish();
    await registry.close();
  }
}

function reportOf(
  { prefix, fromManifests, tag }: SnapshotRequest,
  repositories: ReadonlyMap<string, Held>,
  facts: Pick<ContentsReport, 'unread' | 'completeness'> & { readonly requests: number },
): ContentsReport {
  // What a prefix holds itself is named after it, and all other names then begin with the same.
  const own = (repositories.get('')?.size ?? 0) > 0 ? prefix.slice(prefix.lastIndexOf('/') + 1) : '';
  const base = own === '' ? prefix : prefix.slice(0, -own.length - 1);
  const images = [...repositories].map(([path, digests]) => ({
    name: [own, path].filter((part) => part !== '').join('/'),
    digests: [...digests]
      .filter(([, tags]) => tag === undefined || tags.includes(tag))
      .map(([digest, tags]) => ({ digest, tags: tag === undefined ? tags : [tag] })),
  }));
  return contentsReport(images, { prefix: base, from: fromManifests ? 'manifests' : 'registry', ...facts });
}
