import type { TreeRule } from '../rule.js';
import { canonicalFormat } from './canonical-format.js';
import { destinationSet } from './destination-set.js';
import { duplicateRegistry } from './duplicate-registry.js';
import { misplacedManifest } from './misplaced-manifest.js';
import { movingTag } from './moving-tag.js';
import { noDestination } from './no-destination.js';
import { oneSource } from './one-source.js';
import { redundantPromotion } from './redundant-promotion.js';
import { repeatedImage } from './repeated-image.js';
import { sharedRepository } from './shared-repository.js';
import { sourceMatchesFolder } from './source-matches-folder.js';
import { subprojectPrefix } from './subproject-prefix.js';
import { tagConflict } from './tag-conflict.js';
import { thinTreeLayout } from './thin-tree-layout.js';

/** Rules about a tree by itself. */
export const treeRules: readonly TreeRule[] = [
  thinTreeLayout,
  misplacedManifest,
  oneSource,
  noDestination,
  duplicateRegistry,
  sourceMatchesFolder,
  subprojectPrefix,
  destinationSet,
  tagConflict,
  sharedRepository,
  redundantPromotion,
  repeatedImage,
  movingTag,
  canonicalFormat,
];
