import { checkFile } from '../check-file.js';
import { isError } from '../file-problems.js';
import { imageFacts, provenanceFacts, registryFacts } from '../fingerprint.js';
import type { ManifestFile } from '../promotion-manifest.js';
import { readImages } from '../read-images.js';
import { readProvenance } from '../provenance/read-provenance.js';
import { readRegistries } from '../read-registries.js';
import { entryOf } from '../yaml-node.js';
import { canonicalLines } from './canonical-lines.js';
import type { Trivium } from './gap-reader.js';
import { readWritten, type WrittenFile } from './read-written.js';
import { renderLines } from './render-lines.js';

/**
 * A manifest file in canonical form: the same objects and the same comments, each thing written the one way. Nothing
 * changes places but keys of one mapping. Undefined for a file with mistakes: it stays as it is.
 */
export function canonicalText(file: ManifestFile): string | undefined {
  const meaning = meaningOf(file);
  if (meaning === undefined) return undefined;
  const text = unverifiedText(file);
  // Nobody looks at what a program rewrote as closely as at what a person did: what would be lost is not touched.
  const isKept = meaningOf({ ...file, text }) === meaning && sameComments(file.text, text);
  return isKept ? text : undefined;
}

/** The canonical form of a file that is known to have no mistakes, without the proof that everything is still there. */
export function unverifiedText({ text, kind }: ManifestFile): string {
  const { root, trivia } = writtenIn(text);
  return renderLines(root ? canonicalLines(root, kind) : [], trivia);
}

function writtenIn(text: string): WrittenFile {
  return readWritten(text.replaceAll(/\r\n?/g, '\n'));
}

/** True when two sound texts have the same comments, wherever these stand. */
export function sameComments(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => commentsIn(writtenIn(text).trivia).join('\n'));
  return left === right;
}

function commentsIn(trivia: readonly Trivium[]): string[] {
  return trivia.flatMap((trivium) => (trivium.kind === 'comment' ? [trivium.text] : [])).sort();
}

/** What a sound file says, as text to compare; undefined for a file with mistakes. */
function meaningOf(file: ManifestFile): string | undefined {
  const checked = checkFile(file);
  if (checked.problems.some(isError)) return undefined;
  const list = file.kind === 'images' ? checked.root : entryOf(checked.root, 'images')?.value;
  const images = readImages(list, checked).map(imageFacts);
  if (file.kind === 'images') return JSON.stringify(images);
  const { source, destinations, repeated, problems } = readRegistries(checked);
  if (!source || problems.some(isError)) return undefined;
  const { policy } = readProvenance(checked);
  return JSON.stringify([
    [source, ...destinations, ...repeated].map(registryFacts),
    images,
    policy && provenanceFacts(policy),
  ]);
}
