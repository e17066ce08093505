import { isDigest, isRepositoryPath, isTag } from '@cip/oci';
import type { MappingNode, YamlNode } from './yaml-node.js';

/**
 * True for a list of image blocks as nearly all are: `name` and `dmap` once each, every digest once, every tag well-formed.
 * Then nothing is wrong with it, and the validator of the schema, which needs a plain copy of it all, has nothing to find.
 */
export function areSoundImages(root: YamlNode): boolean {
  return root.kind === 'list' && root.items.every(isSoundBlock);
}

function isSoundBlock(block: YamlNode): boolean {
  if (block.kind !== 'mapping' || block.entries.length !== 2) return false;
  const [name, dmap] = block.entries[0]?.key === 'name' ? block.entries : block.entries.toReversed();
  if (name?.key !== 'name' || name.value.kind !== 'scalar') return false;
  if (name.value.isNull || !isRepositoryPath(name.value.text)) return false;
  return dmap?.key === 'dmap' && dmap.value.kind === 'mapping' && isSoundMapping(dmap.value);
}

function isSoundMapping({ entries }: MappingNode): boolean {
  const digests = new Set<string>();
  for (const { key, value } of entries) {
    if (!isDigest(key) || value.kind !== 'list') return false;
    for (const tag of value.items) if (tag.kind !== 'scalar' || !isTag(tag.text)) return false;
    digests.add(key);
  }
  return digests.size === entries.length;
}
