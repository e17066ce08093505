import type { ManifestKind } from './manifest-schemas.js';
import { entryOf, itemsOf, type MappingEntry, type YamlNode } from './yaml-node.js';

/** The smallest part of a file that can be left out because of a mistake in it. */
export type ManifestPart =
  | { readonly kind: 'file' }
  /** No image of the subproject is used then: nobody can tell what is demanded. */
  | { readonly kind: 'provenance' }
  | { readonly kind: 'registry'; readonly block: YamlNode }
  | { readonly kind: 'image'; readonly block: YamlNode }
  | { readonly kind: 'digest'; readonly block: YamlNode; readonly digest: string };

/** The part that a path lies in. */
export function partAt(root: YamlNode, kind: ManifestKind, path: readonly string[]): ManifestPart {
  const [area, index, key, digest] = kind === 'images' ? ['images', ...path] : path;
  if (area === 'provenance' && index !== undefined) return { kind: 'provenance' };
  const list = kind === 'images' ? root : entryOf(root, area ?? '')?.value;
  const block = index === undefined ? undefined : itemsOf(list)[Number(index)];
  if (block && area === 'registries') return { kind: 'registry', block };
  if (!block || area !== 'images') return { kind: 'file' };
  return key === 'dmap' && digest !== undefined
    ? { kind: 'digest', block, digest }
    : { kind: 'image', block };
}

/** What stands at the end of a path; `parent` is the last node before it, `entry` absent for items of lists. */
export interface Found {
  readonly parent: YamlNode;
  readonly node?: YamlNode;
  readonly entry?: MappingEntry;
}

export function findAt(root: YamlNode, path: readonly string[]): Found {
  let found: Found = { parent: root, node: root };
  for (const step of path) {
    const parent = found.node ?? found.parent;
    const entry = entryOf(parent, step);
    const node = entry?.value ?? itemsOf(parent)[Number(step)];
    found = { parent, ...(node && { node }), ...(entry && { entry }) };
  }
  return found;
}

/** The parts of one file that are left out. */
export class BrokenParts {
  #file = false;
  #provenance = false;
  readonly #blocks = new Set<YamlNode>();
  readonly #digests = new Map<YamlNode, Set<string>>();

  add(part: ManifestPart): void {
    if (part.kind === 'file') this.#file = true;
    else if (part.kind === 'provenance') this.#provenance = true;
    else if (part.kind !== 'digest') this.#blocks.add(part.block);
    else {
      const digests = this.#digests.get(part.block) ?? new Set();
      this.#digests.set(part.block, digests.add(part.digest));
    }
  }

  get file(): boolean {
    return this.#file;
  }

  get provenance(): boolean {
    return this.#provenance;
  }

  hasBlock(block: YamlNode): boolean {
    return this.#blocks.has(block);
  }

  /** The digests of an image block that are left out. */
  digestsOf(block: YamlNode): ReadonlySet<string> | undefined {
    return this.#digests.get(block);
  }
}
