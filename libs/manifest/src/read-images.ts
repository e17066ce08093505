import { type Digest, isDigest } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import type { CheckedFile } from './check-file.js';
import type { Image, ImageDigest, ManifestFile, Place } from './promotion-manifest.js';
import { entryOf, itemsOf, textUnder, type YamlNode } from './yaml-node.js';

interface OpenImage {
  readonly place: Place;
  readonly repetitions: Place[];
  readonly digests: Map<Digest, ImageDigest>;
}

/** The sound images of a list of image blocks, merged by name and sorted. Images without any digest are left out. */
export function readImages(list: YamlNode | undefined, { file, broken }: CheckedFile): readonly Image[] {
  const images = new Map<string, OpenImage>();
  if (broken.file) return [];
  for (const block of itemsOf(list)) {
    if (broken.hasBlock(block)) continue;
    const name = textUnder(block, 'name') ?? '';
    const place = { file, offset: block.offset };
    let image = images.get(name);
    if (image) image.repetitions.push(place);
    else images.set(name, (image = { place, repetitions: [], digests: new Map() }));
    addDigests(image.digests, block, broken.digestsOf(block), file);
  }
  const named = [...images].filter(([, { digests }]) => digests.size > 0);
  return sortBy([...named], [([name]) => name]).map(([name, image]) => closedImage(name, image));
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
    const { tags, tagOffsets } = tagsIn(value, known);
    digests.set(key, { digest: key, tags, tagOffsets, place: known?.place ?? { file, offset } });
  }
}

/** The tags of a list and those known already, with the place where each stands first. */
function tagsIn(list: YamlNode, known: ImageDigest | undefined): Pick<ImageDigest, 'tags' | 'tagOffsets'> {
  const items = itemsOf(list);
  const [only] = items;
  if (!known && items.length === 0) return noTags;
  if (!known && items.length === 1 && only?.kind === 'scalar') {
    return { tags: [only.text], tagOffsets: [only.offset] };
  }
  const offsets = new Map<string, number>();
  for (const [i, tag] of (known?.tags ?? []).entries()) offsets.set(tag, known?.tagOffsets[i] ?? 0);
  for (const item of items) {
    if (item.kind === 'scalar' && !offsets.has(item.text)) offsets.set(item.text, item.offset);
  }
  const tags = [...offsets.keys()].sort();
  return { tags, tagOffsets: tags.map((tag) => offsets.get(tag) ?? 0) };
}

const noTags = { tags: [], tagOffsets: [] };

function closedImage(name: string, { place, repetitions, digests }: OpenImage): Image {
  return { name, digests: sortBy([...digests.values()], ['digest']), place, repetitions };
}
