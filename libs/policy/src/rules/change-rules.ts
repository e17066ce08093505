import type { ChangeRule } from '../rule.js';
import { baseUnreadable } from './base-unreadable.js';
import { destinationRemoved } from './destination-removed.js';
import { digestRemoved } from './digest-removed.js';
import { imageRemoved } from './image-removed.js';
import { registriesAndImagesTogether } from './registries-and-images-together.js';
import { serviceAccountChanged } from './service-account-changed.js';
import { sourceChanged } from './source-changed.js';
import { tagMoved } from './tag-moved.js';
import { tagRemoved } from './tag-removed.js';

/** Rules about what became of an older tree. */
export const changeRules: readonly ChangeRule[] = [
  tagMoved,
  tagRemoved,
  digestRemoved,
  imageRemoved,
  destinationRemoved,
  sourceChanged,
  serviceAccountChanged,
  registriesAndImagesTogether,
  baseUnreadable,
];
