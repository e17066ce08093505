import type { OnlineRule } from '../rule.js';
import { attestationInvalid } from './attestation-invalid.js';
import { digestMissing } from './digest-missing.js';
import { imageTooLarge } from './image-too-large.js';
import { provenanceViolated, provenanceWarning } from './provenance-violated.js';
import { singlePlatform } from './single-platform.js';
import { stagingTagDisagrees } from './staging-tag-disagrees.js';
import { tagTaken } from './tag-taken.js';
import { unreachable } from './unreachable.js';

/** Rules about what registries hold. */
export const onlineRules: readonly OnlineRule[] = [
  digestMissing,
  stagingTagDisagrees,
  tagTaken,
  singlePlatform,
  imageTooLarge,
  provenanceViolated,
  provenanceWarning,
  attestationInvalid,
  unreachable,
];
