import { type CallOptions, isForeignLayerType } from '@cip/oci';
import { UsageError } from '@cip/runtime';
import type { BaseImage, BaseVariant } from './base-image.js';
import { stringsOf } from './json-object.js';
import { layerFiles } from './layer-files.js';

const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Looks into the layers of a base, those of its first platform, for programs on its PATH. Throws `UsageError` when one
 * is not there; what cannot be looked into may have it.
 */
export async function requirePrograms(
  base: BaseImage,
  programs: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const [variant] = base.variants;
  if (!variant) return;
  const folders = pathOf(variant);
  const missing = new Set(programs);
  const removed = new Set<string>();
  // The newest first, in which programs are that were added to a common base.
  for (const layer of [...variant.layers].reverse()) {
    if (missing.size === 0) return;
    const files = isForeignLayerType(layer.mediaType)
      ? undefined
      : await layerFiles(base.source, layer, options);
    if (!files) return;
    for (const program of missing) {
      const paths = folders.map((folder) => `${folder}/${program}`).filter((path) => !removed.has(path));
      if (paths.some((path) => files.has(path))) missing.delete(program);
      for (const path of paths) if (files.has(whiteoutOf(path))) removed.add(path);
    }
  }
  const [first] = missing;
  if (first !== undefined) throw lacking(base, first);
}

function pathOf({ config }: BaseVariant): string[] {
  const line = stringsOf(config.execution['Env'])?.find((variable) => variable.startsWith('PATH='));
  return (line?.slice('PATH='.length) ?? usualPath).split(':');
}

/** The file in a layer that hides one of the layers below (image-spec v1.1, "Whiteouts"). */
function whiteoutOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash)}/.wh.${path.slice(slash + 1)}`;
}

function lacking({ reference }: BaseImage, program: string): UsageError {
  return new UsageError(`the base ${reference} has no ${program}`, [
    'Take one that has it. The stage "base" of the Dockerfiles is one: build it once, and push it.',
  ]);
}
