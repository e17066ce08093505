import type { ValidateFunction } from 'ajv';
import type { ManifestKind } from './manifest-schemas.js';
import { checkShape, type FoundFaults } from './schema-faults.js';
import { validateImages, validatePlainManifest, validatePromoterManifest } from './validators.generated.js';
import { areSoundImages } from './sound-images.js';
import type { YamlNode } from './yaml-node.js';

const validators: Readonly<Record<ManifestKind, ValidateFunction>> = {
  images: validateImages,
  'promoter-manifest': validatePromoterManifest,
  'plain-manifest': validatePlainManifest,
};

/** Everything that is wrong with the shape of a manifest file, and with the form of its digests, tags and names. */
export function findFaults(root: YamlNode, kind: ManifestKind): FoundFaults {
  if (kind === 'images' && areSoundImages(root)) return { faults: [], isCut: false };
  return checkShape(root, validators[kind]);
}
