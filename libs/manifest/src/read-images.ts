import { type Digest, isDigest } from '@cip/oci';
import type { CheckedFile } from './check-file.js';
import type { Image, ImageDigest, ManifestFile, Place } from './promotion-manifest.js';
import { compareTexts, sortedBy, sortedTexts } from './sorted.js';
import { entryOf, itemsOf, textUnder, type YamlNode } from './yaml-node.js';

interface OpenImage {
  readonly place: Place;
  readonly digests: Map<Digest, ImageDigest>;
}

/** The sound images of a list of image blocks, merged by name and sorted. Images without any digest are left out. */
export function readImages(list: YamlNode | undefined, { file, broken }: CheckedFile): readonly Image[] {
  const images = new Map<string, OpenImage>();
  if (broken.file) return [];
  for (const block of itemsOf(list)) {
    if (broken.hasBlock(block)) continue;
    const name = textUnder(block, 'name') ?? '';
    let image = images.get(name);
    if (!image) images.set(name, (image = { place: { file, offset: block.offset }, digests: new Map() }));
    addDigests(image.digests, block, broken.digestsOf(block), file);
  }
  const named = [...images].filter(([, { digests }]) => digests.size > 0);
  return sortedBy(named, ([name]) => name).map(([name, image]) => closedImage(name, image));
}

function addDigests(
  digests: Map<Digest, ImageDigest>,
  block: YamlNode,
  leftOut: ReadonlySet<string> | undefined,
  file: ManifestFile,
): void {
  const dmap = entryOf(block, 'dmap')?.value;
  if (dmap?.kind !== 'mapping') return;
  for (const { key, offset, value } of dmap.entries) {
    if (!isDigest(key) || leftOut?.has(key)) continue;
    const known = digests.get(key);
    const tags = tagsOf(value);
    digests.set(key, {
      digest: key,
      tags: sortedTexts(known ? [...known.tags, ...tags] : tags),
      place: known?.place ?? { file, offset },
    });
  }
}

function tagsOf(list: YamlNode): string[] {
  return itemsOf(list).map((item) => (item.kind === 'scalar' ? item.text : ''));
}

function closedImage(name: string, { place, digests }: OpenImage): Image {
  return { name, digests: [...digests.values()].sort((a, b) => compareTexts(a.digest, b.digest)), place };
}
