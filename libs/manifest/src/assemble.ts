import type { CheckedFile } from './check-file.js';
import { isError, problemIn } from './file-problems.js';
import { positionOf } from './position.js';
import type { ManifestFile, Problem, PromotionManifest } from './promotion-manifest.js';
import { readImages } from './read-images.js';
import { readProvenance } from './provenance/read-provenance.js';
import { readRegistries } from './read-registries.js';
import type { TreeRoom } from './tree-room.js';
import type { YamlNode } from './yaml-node.js';

/** Where the images of a manifest stand: in a file of their own, or in the one with the registries. */
export interface ImageList {
  readonly checked: CheckedFile;
  readonly list: YamlNode | undefined;
}

/** One subproject; `manifest` is absent when its registries cannot be known. Problems are in no order. */
export interface Assembled {
  readonly manifest?: PromotionManifest;
  /** The source of a manifest that is absent because nobody can tell what it demands of provenance. */
  readonly unclearSource?: string;
  readonly problems: readonly Problem[];
  readonly files: readonly ManifestFile[];
}

/** Puts the sound parts of one subproject's files together. Images that cannot be read are no images. */
export function assemble(
  name: string,
  room: TreeRoom,
  registryFile: CheckedFile | undefined,
  images?: ImageList,
): Assembled {
  const registries = registryFile && readRegistries(registryFile);
  const provenance = registryFile && readProvenance(registryFile);
  const source = registries?.source;
  const context = { subproject: name, ...(source && { source: source.name }) };
  const checkedFiles = [...new Set([registryFile, images?.checked])].filter(
    (checked) => checked !== undefined,
  );
  const files = checkedFiles.map(({ file }) => file);
  const problems = checkedFiles.flatMap((checked) => {
    const own =
      checked === registryFile ? [...(registries?.problems ?? []), ...(provenance?.problems ?? [])] : [];
    const found = [...checked.problems, ...own].map((problem) => problemIn(checked.file, problem, context));
    return room.problemsOf(checked.file, found);
  });
  // What is promoted under a policy that nobody can read might violate it.
  if (!source) return { problems, files };
  const isUnclear = registryFile?.broken.provenance === true || provenance?.problems.some(isError) === true;
  if (isUnclear) return { unclearSource: source.name, problems, files };
  const sound = images ? readImages(images.list, images.checked) : [];
  const { destinations, repeated } = registries;
  const policy = provenance?.policy;
  const manifest = {
    name,
    source,
    destinations,
    repeatedRegistries: repeated,
    ...(policy && { provenance: policy }),
    images: sound,
  };
  const reason = room.whyNotManifest(manifest);
  if (reason !== undefined) return { problems: [...problems, leftOut(manifest, reason)], files };
  return { manifest, problems, files };
}

function leftOut({ name, source }: PromotionManifest, reason: string): Problem {
  return {
    rule: 'manifest-schema',
    severity: 'error',
    message: `nothing of this subproject is used: ${reason}`,
    remedy: 'Split the tree, or take out what need not be promoted any more.',
    where: positionOf(source.place),
    touches: { subproject: name, source: source.name },
  };
}
