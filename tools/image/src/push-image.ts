import { copy, type CopyResult } from '@cip/copy';
import { type CallOptions, formatRepositoryName, type TagReference } from '@cip/oci';
import type { WriteOnceRegistry } from '@cip/registry';
import { ExpectedError } from '@cip/runtime';
import type { AssembledImage } from './assemble.js';
import { assembledSource } from './assembled-source.js';
import { mountFromBase } from './mount-from-base.js';

/**
 * Pushes an image under all tags, and reads them back. Nothing is written when one of them is another image's. Throws
 * `ExpectedError` when a destination failed; the others have the image then.
 */
export async function pushImage(
  image: AssembledImage,
  references: readonly TagReference[],
  registry: WriteOnceRegistry,
  options: CallOptions = {},
): Promise<void> {
  await refuseTaken(image, references, registry, options);
  const { digest } = image.root.descriptor;
  const source = assembledSource(image);
  const complaints: ExpectedError[] = [];
  for (const [tags, repositories] of byTags(references)) {
    const targets = repositories.map((name) => mountFromBase(registry.repository(name), image));
    const results = await copy(source, digest, targets, { ...options, tags });
    options.signal?.throwIfAborted();
    complaints.push(...results.flatMap(complaintsOf));
  }
  complainOf(complaints);
}

async function refuseTaken(
  image: AssembledImage,
  references: readonly TagReference[],
  registry: WriteOnceRegistry,
  options: CallOptions,
): Promise<void> {
  const { digest } = image.root.descriptor;
  const found = await Promise.all(
    references.map(({ name, tag }) => registry.repository(name).resolve(tag, options)),
  );
  references.forEach(({ name, tag }, i) => {
    const holder = found[i]?.digest;
    if (holder !== undefined && holder !== digest) throw taken(formatRepositoryName(name), tag, holder);
  });
}

/** Lists of tags, each with the repositories that get just these. */
function byTags(references: readonly TagReference[]): Map<readonly string[], string[]> {
  const tagsOf = new Map<string, Set<string>>();
  for (const { name, tag } of references) {
    const repository = formatRepositoryName(name);
    tagsOf.set(repository, (tagsOf.get(repository) ?? new Set()).add(tag));
  }
  const lists = new Map<string, readonly string[]>();
  const groups = new Map<readonly string[], string[]>();
  for (const [repository, set] of tagsOf) {
    const sorted = [...set].sort();
    const tags = lists.get(sorted.join()) ?? sorted;
    lists.set(sorted.join(), tags);
    groups.set(tags, [...(groups.get(tags) ?? []), repository]);
  }
  return groups;
}

function complaintsOf({ destination, state, taken: lost, error }: CopyResult): ExpectedError[] {
  if (lost.length > 0) return lost.map(({ tag, holder }) => taken(destination, tag, holder));
  if (state === 'promoted' || state === 'existing') return [];
  const reason = error instanceof Error ? error.message : String(error);
  return [
    new ExpectedError(
      `${destination}: the image could not be pushed: ${reason}`,
      'Run it again: what is there by then is not sent again.',
    ),
  ];
}

/** One error for all complaints: one destination that fails stops no other. */
function complainOf(complaints: readonly ExpectedError[]): void {
  if (complaints.length === 0) return;
  const remedies = new Set(complaints.flatMap((one) => one.remedies));
  throw new ExpectedError(complaints.map(({ message }) => message).join('\n'), [...remedies]);
}

function taken(repository: string, tag: string, holder: string): ExpectedError {
  return new ExpectedError(`${repository}:${tag} is taken by another image, ${holder}`, [
    'Give the new image a tag of its own: tags are never moved.',
    'Or make the same image again, from the same bundle, base, labels and SOURCE_DATE_EPOCH.',
  ]);
}
