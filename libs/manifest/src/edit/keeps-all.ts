import { sameComments } from '../canonical/canonical-text.js';
import { checkFile } from '../check-file.js';
import { isError } from '../file-problems.js';
import { registryFacts } from '../fingerprint.js';
import type { ManifestFile } from '../promotion-manifest.js';
import { readImages } from '../read-images.js';
import { readRegistries } from '../read-registries.js';
import { entryOf } from '../yaml-node.js';
import type { AddedPromotion } from './promotion.js';

/** True when the newer file says what the older one says and what was added, no more and no less, with the same comments. */
export function keepsAll(
  older: ManifestFile,
  newer: ManifestFile,
  added: readonly AddedPromotion[],
): boolean {
  const [before, after] = [contentOf(older), contentOf(newer)];
  if (!before || !after || before.registries !== after.registries) return false;
  const expected = new Set([...before.promotions, ...added.flatMap(linesOf)]);
  const found = new Set(after.promotions);
  const isSame = expected.size === found.size && [...expected].every((line) => found.has(line));
  return isSame && sameComments(older.text, newer.text);
}

interface Content {
  readonly registries: string;
  readonly promotions: readonly string[];
}

function contentOf(file: ManifestFile): Content | undefined {
  const checked = checkFile(file);
  if (checked.problems.some(isError)) return undefined;
  const list = file.kind === 'images' ? checked.root : entryOf(checked.root, 'images')?.value;
  const promotions = readImages(list, checked).flatMap(({ name, digests }) =>
    digests.flatMap(({ digest, tags }) => linesOf({ image: name, digest, tags })),
  );
  if (file.kind === 'images') return { registries: '', promotions };
  const { source, destinations } = readRegistries(checked);
  if (!source) return undefined;
  return { registries: JSON.stringify([source, ...destinations].map(registryFacts)), promotions };
}

function linesOf({ image, digest, tags }: AddedPromotion): string[] {
  return ['', ...tags.map((tag) => `:${tag}`)].map((tag) => `${image}@${digest}${tag}`);
}
