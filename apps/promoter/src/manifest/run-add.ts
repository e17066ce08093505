import path from 'node:path';
import { type Console, printRequests, warnOfConfiguration } from '@cip/cli';
import { addPromotions, type AddedPromotion, type ManifestFile, type PromotionManifest } from '@cip/manifest';
import { printable } from '@cip/oci';
import { examine, movingTagsAt, reviewOf, type ReviewRow } from '@cip/policy';
import { renderReview } from '@cip/report';
import { ExitCode, ExpectedError, UsageError } from '@cip/runtime';
import { openReadOnly } from '../open-registry.js';
import type { AddRequest } from './add-request.js';
import { additionsTo } from './added-promotions.js';
import { findingText } from './finding-text.js';
import { parseAgain } from './parse-again.js';
import { pickSubproject } from './pick-subproject.js';
import { type FoundManifests, readLocation } from './read-location.js';
import { readStaging, type Staged, type StagingReading } from './read-staging.js';
import { singlePlatforms } from './single-platforms.js';
import { writeChange } from './write-change.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/**
 * Adds to a manifest what staging has under some tags. Resolves with the exit code; throws `UsageError`, and
 * `ExpectedError` with everything that keeps it from being added: then nothing is written.
 */
export async function runAdd(request: AddRequest, console: Console, signal: AbortSignal): Promise<number> {
  const found = await readLocation(request.location, { policyFile: request.policyFile, signal });
  warnOfConfiguration(found.configuration, console.log);
  const manifest = pickSubproject(found.tree, request.subproject);
  const file = imagesFile(found, manifest);
  refuseMistaken(found, file);
  refuseMoving(request, found, file);
  const images = imagesOf(request, manifest);
  const registry = openReadOnly(request, found, console.log);
  try {
    const reading = await readStaging(registry, { manifest, images, tags: request.tags }, signal);
    return await addStaged(request, { found, manifest, file, reading }, console, signal);
  } finally {
    printRequests(registry.ledger, { ...request, format: 'text' }, console);
    await registry.close();
  }
}

/** What is added to, and what staging has of it. */
interface Subject {
  readonly found: FoundManifests;
  readonly manifest: PromotionManifest;
  readonly file: ManifestFile;
  readonly reading: StagingReading;
}

async function addStaged(
  request: AddRequest,
  { found, manifest, file, reading }: Subject,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { added, taken } = additionsTo(manifest, reading.staged);
  refuse(request, reading, taken);
  for (const { reference } of reading.missing) console.log.warn(`left out: ${reference} is not there`);
  if (added.length === 0) {
    const also = request.commit ? ', so nothing is committed' : '';
    console.print(`${printable(`Nothing to add: ${file.path} has all of it${also}.`)}\n`);
    return ExitCode.ok;
  }
  const { text, reformatted } = textWith(file, added);
  const rows = reviewed(found, { file: file.path, text }, reading.staged);
  const commit = await writeChange(
    { files: [{ file: file.path, text }], ...titleOf(manifest, request, added) },
    request,
    signal,
  );
  const form = reformatted ? ', which had to be put in canonical form first' : '';
  const width = console.width ?? unlimited;
  console.print(
    [
      `${printable(`written: ${file.path}`)}${form}\n`,
      renderReview(rows, { color: console.color, width }),
      ...(commit === '' ? [] : [commit]),
    ].join('\n'),
  );
  return ExitCode.ok;
}

/** The file with the images of a manifest; one that is missing is empty. */
function imagesFile(
  { location, tree, folder, pathInTree }: FoundManifests,
  { name }: PromotionManifest,
): ManifestFile {
  const inTree = `images/${name}/images.yaml`;
  const found = tree.files.find((file) => location.kind === 'file' || pathInTree(file.path) === inTree);
  return found ?? { path: path.join(folder, inTree), kind: 'images', text: '' };
}

function refuseMoving(
  { tags }: AddRequest,
  { policy, pathInTree }: FoundManifests,
  file: ManifestFile,
): void {
  const moving = tags.filter(movingTagsAt(pathInTree(file.path), policy));
  if (moving.length === 0) return;
  throw new UsageError(`${moving.join(', ')}: people expect such a tag to move, but promoted tags never do`, [
    'Give a tag that names one build, such as v1.2.3.',
    'Such tags are "latest", "v1", "v1.2" and what the configuration lists under movingTags.',
  ]);
}

function imagesOf(request: AddRequest, manifest: PromotionManifest): readonly string[] {
  const images = request.images ?? manifest.images.map(({ name }) => name);
  if (images.length > 0) return images;
  throw new UsageError(`${manifest.name} has no images yet`, 'Name those to begin with: --image NAME.');
}

function refuse(request: AddRequest, reading: StagingReading, taken: readonly string[]): void {
  const { staged, missing, unreadable } = reading;
  const isExcused = request.skipMissing && staged.length > 0;
  const absent = isExcused ? [] : missing.map(({ reference }) => `${reference} is not there`);
  const single = request.singlePlatform ? [] : singlePlatforms(staged);
  const reasons = [...unreadable, ...absent, ...taken, ...single];
  if (reasons.length === 0) return;
  throw new ExpectedError('nothing is added', [
    ...reasons,
    ...(absent.length > 0 ? [missingRemedy(request, reading)] : []),
    ...(taken.length > 0 ? ['Promoted tags never move: give the new build a tag of its own.'] : []),
    ...(single.length > 0
      ? ['Push an index of all platforms, or give --allow-single-platform if one platform is meant.']
      : []),
  ]);
}

function missingRemedy({ images }: AddRequest, { staged }: StagingReading): string {
  if (staged.length === 0) return 'Check the tag, and that the build has pushed it.';
  const rest = 'leave the rest out with --skip-missing';
  if (images) return `Check the names and the tag, or ${rest}.`;
  return `Wait for the build, name the images that are meant with --image, or ${rest}.`;
}

/** Nobody knows what a file says that cannot be read, or that is wrong somewhere. */
function refuseMistaken({ tree }: FoundManifests, file: ManifestFile): void {
  const isMistaken = tree.problems.some(
    ({ severity, where }) => severity === 'error' && where.file === file.path,
  );
  if (isMistaken) throw mistaken(file);
}

function textWith(
  file: ManifestFile,
  added: readonly AddedPromotion[],
): { readonly text: string; readonly reformatted: boolean } {
  const result = addPromotions(file, added);
  if (result) return result;
  throw mistaken(file);
}

function mistaken({ path: name }: ManifestFile): ExpectedError {
  const remedy = 'Correct what cip-lint says of it first.';
  return new ExpectedError(`${name}: the file has mistakes, so nothing is added to it`, remedy);
}

/** The review table of the change. Throws `ExpectedError` for what the linter would refuse of it. */
function reviewed(
  found: FoundManifests,
  changed: { readonly file: string; readonly text: string },
  staged: readonly Staged[],
): readonly ReviewRow[] {
  const { tree: before, policy, pathInTree } = found;
  const tree = parseAgain(found, [changed]);
  const today = new Date().toISOString().slice(0, 10);
  const base = { tree: before, revision: 'before' };
  const { findings, change } = examine(tree, { policy, pathInTree, today, base });
  if (!change) return [];
  const facts = {
    added: staged.map(({ source, digest, facts: own, before: newest }) => ({
      source,
      digest,
      facts: own,
      ...(newest && { newest }),
    })),
  };
  const rows = reviewOf(change, { findings, facts });
  const refusing = new Set(rows.flatMap(({ refused = [] }) => refused));
  if (refusing.size === 0) return rows;
  const images = new Set(staged.map(({ image }) => image));
  const reasons = findings.filter(
    ({ rule, severity, touches }) =>
      severity === 'error' &&
      refusing.has(rule) &&
      touches.some(({ image }) => image === undefined || images.has(image)),
  );
  throw new ExpectedError('nothing is added: the linter would refuse it', reasons.map(findingText));
}

function titleOf(
  { name }: PromotionManifest,
  { tags }: AddRequest,
  added: readonly AddedPromotion[],
): { readonly branch: string; readonly message: string } {
  const subproject = path.basename(name).replace(/\.ya?ml$/, '');
  const lines = added.map(({ image, digest, tags: own }) => `${image}@${digest} as ${own.join(', ')}`);
  return {
    branch: `promote-${subproject}-${tags[0] ?? ''}`,
    message: `Promote ${subproject} ${tags.join(', ')}\n\n${lines.join('\n')}\n`,
  };
}
