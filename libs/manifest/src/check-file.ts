import { faultText } from './fault-text.js';
import type { FileProblem } from './file-problems.js';
import { findFaults } from './find-faults.js';
import { isSource } from './is-source.js';
import { limits } from './limits.js';
import { BrokenParts, findAt, type ManifestPart, partAt } from './manifest-part.js';
import type { ManifestKind } from './manifest-schemas.js';
import { positionOf } from './position.js';
import type { ManifestFile, Touched } from './promotion-manifest.js';
import { readingYaml } from './read-yaml.js';
import { type Fault, offsetOfFault } from './schema-faults.js';
import { finish, type Steps } from './steps.js';
import { YamlError } from './yaml-error.js';
import { entryOf, itemsOf, shortText, textUnder, type YamlNode } from './yaml-node.js';

/** One file after parsing and validation. `root` is absent for a file without content, and for an unreadable one. */
export interface CheckedFile {
  readonly file: ManifestFile;
  readonly root?: YamlNode;
  readonly broken: BrokenParts;
  readonly problems: readonly FileProblem[];
}

const mostTags = 1_000;

/** Finds everything that is wrong with a file, taken alone, and which parts of it are to be left out. */
export function checkFile(file: ManifestFile): CheckedFile {
  return finish(checkingFile(file));
}

/** The same as {@link checkFile}, in steps of less than a second. */
export function* checkingFile(file: ManifestFile): Steps<CheckedFile> {
  try {
    const root = yield* readingYaml(file.text);
    yield;
    if (root) return yield* checkingRoot(file, root);
    return file.kind === 'images' ? { file, broken: new BrokenParts(), problems: [] } : refused(file, empty);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return refused(file, {
      rule: 'yaml-syntax',
      message: error.message,
      remedy: 'Correct the YAML at this place or just before it.',
      offset: error.offset,
      touches: {},
    });
  }
}

const empty: FileProblem = {
  rule: 'manifest-schema',
  message: 'the file has no content',
  remedy: 'List the registries of the subproject under "registries".',
  offset: 0,
  touches: {},
};

/** A file of which nothing can be used, for one reason. */
export function refused(file: ManifestFile, problem: FileProblem): CheckedFile {
  const broken = new BrokenParts();
  broken.add({ kind: 'file' });
  return { file, broken, problems: [problem] };
}

function* checkingRoot(file: ManifestFile, root: YamlNode): Steps<CheckedFile> {
  const { kind } = file;
  const [oneTooMany] = itemsOf(entryOf(root, 'registries')?.value).slice(limits.registries);
  if (kind !== 'images' && oneTooMany) return refused(file, tooManyRegistries(oneTooMany));
  const broken = new BrokenParts();
  const { faults, isCut } = findFaults(root, kind);
  yield;
  const located = faults.map((fault) => ({ fault, offset: offsetOfFault(root, fault) }));
  if (isCut) broken.add({ kind: 'file' });
  for (const { fault } of located) broken.add(partAt(root, kind, fault.path));
  located.sort((a, b) => a.offset - b.offset);
  const problems = located
    .slice(0, limits.problemsInFile)
    .map(({ fault, offset }) => problemOf(file, root, fault, offset));
  const leftOut = located.slice(limits.problemsInFile);
  const [first] = leftOut;
  if (first) problems.push(moreProblems(leftOut.length, isCut, first.offset));
  else if (!broken.file && !broken.provenance) problems.push(...emptyImages(root, kind, broken));
  return { file, root, broken, problems };
}

/** Blocks that promote nothing; only of a file that has no more mistakes than can be listed. */
function emptyImages(root: YamlNode, kind: ManifestKind, broken: BrokenParts): FileProblem[] {
  const list = kind === 'images' ? root : entryOf(root, 'images')?.value;
  const empty = itemsOf(list).filter((block) => !broken.hasBlock(block) && !hasDigests(block));
  return empty.slice(0, limits.problemsInFile).map((block) => {
    const image = textUnder(block, 'name') ?? '';
    return {
      rule: 'empty-image',
      severity: 'warning',
      message: `the image ${shortText(image)} has no digests, so nothing of it is promoted`,
      remedy: 'List its digests under "dmap", or remove the image.',
      offset: block.offset,
      touches: { image },
    };
  });
}

function hasDigests(block: YamlNode): boolean {
  const dmap = entryOf(block, 'dmap')?.value;
  return dmap?.kind === 'mapping' && dmap.entries.length > 0;
}

function tooManyRegistries({ offset }: YamlNode): FileProblem {
  return {
    rule: 'manifest-schema',
    message: `the manifest lists more than ${limits.registries} registries, so nothing of it is used`,
    remedy: 'Split it into several subprojects.',
    offset,
    touches: {},
  };
}

function problemOf(file: ManifestFile, root: YamlNode, fault: Fault, offset: number): FileProblem {
  const part = partAt(root, file.kind, fault.path);
  const lineOf = (place: number): number => positionOf({ file, offset: place }).line;
  const text = faultText(fault, part, findAt(root, fault.path), lineOf);
  return { ...text, offset, touches: touchedBy(fault, part) };
}

/** `isCut`: there are more than anybody has counted. */
function moreProblems(count: number, isCut: boolean, offset: number): FileProblem {
  return {
    rule: 'manifest-schema',
    message: isCut
      ? `more than ${count} more problems follow in this file, so nothing of it is used`
      : `${count} more problems follow in this file`,
    remedy: 'Correct the problems that are listed, and run the check again.',
    offset,
    touches: {},
  };
}

function touchedBy(fault: Fault, part: ManifestPart): Touched {
  if (part.kind === 'file' || part.kind === 'provenance') return {};
  const name = textUnder(part.block, 'name');
  // Without a name nobody can tell what is meant, so the whole subproject is concerned.
  if (name === undefined) return {};
  // Without its source, nothing of a subproject is promoted.
  if (part.kind === 'registry') return isSource(part.block) ? {} : { registry: name };
  if (part.kind === 'image') return { image: name };
  const tags = tagsTouched(fault, part.block, part.digest);
  return { image: name, digest: part.digest, ...(tags && { tags }) };
}

/** The tags of a digest; undefined, which means all, where there are too many to repeat them with every problem. */
function tagsTouched(fault: Fault, block: YamlNode, digest: string): string[] | undefined {
  const lists =
    fault.kind === 'duplicate-key'
      ? [fault.first.value, fault.repetition.value]
      : [entryOf(entryOf(block, 'dmap')?.value, digest)?.value];
  if (lists.some((list) => itemsOf(list).length > mostTags)) return undefined;
  const tags = lists.flatMap((list) =>
    itemsOf(list).flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])),
  );
  return [...new Set(tags)].sort();
}
