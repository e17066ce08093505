/** Everything that the linter can complain about, in the order of its documentation. */
export const ruleNames = [
  'yaml-syntax',
  'duplicate-key',
  'unknown-key',
  'manifest-schema',
  'digest-format',
  'tag-format',
  'image-name',
  'registry-name',
  'tree-integrity',
  'thin-tree-layout',
  'one-source',
  'no-destination',
  'duplicate-registry',
  'source-matches-folder',
  'subproject-prefix',
  'destination-set',
  'tag-conflict',
  'redundant-promotion',
  'repeated-image',
  'moving-tag',
  'canonical-format',
  'tag-moved',
  'tag-removed',
  'digest-removed',
  'image-removed',
  'destination-removed',
  'service-account-changed',
  'registries-and-images-together',
  'base-unreadable',
  'digest-missing',
  'staging-tag-disagrees',
  'tag-taken',
  'single-platform',
  'image-too-large',
  'unreachable',
] as const;

export type RuleName = (typeof ruleNames)[number];

/** `error` fails the command and stops a promotion; `info` is for those who look. */
export type Severity = 'error' | 'warning' | 'info';
