import type { Position } from '@cip/manifest';
import type { RuleName, Severity } from './rule-name.js';

export type RuleSettings = Readonly<Partial<Record<RuleName, Severity | 'off'>>>;

/** Rules for some paths; a later override wins over an earlier one. */
export interface Override {
  /** Glob patterns, relative to the tree's root, with `/`. */
  readonly paths: readonly string[];
  readonly rules: RuleSettings;
  /** Where it is written. */
  readonly where?: Position;
}

/** What is special about the folder of one subproject. */
export interface SubprojectSettings {
  /** Where its images may go below a production registry; the empty text: anywhere. */
  readonly prefixes?: readonly string[];
  /** The source registry that is meant to differ from the name of the folder. */
  readonly source?: string;
  /** Where it is written. */
  readonly where?: Position;
}

/** A finding that reviewers have agreed to, up to and including a day. */
export interface Exception {
  readonly rule: RuleName;
  /** Glob patterns, relative to the tree's root, with `/`. */
  readonly paths: readonly string[];
  /** Only for this image name. */
  readonly image?: string;
  /** Only for these tags, or digests. */
  readonly tags?: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`; the exception holds until the end of that day in UTC. */
  readonly expires: string;
  /** Where it is written. */
  readonly where?: Position;
}

/** What a project has agreed on about its manifests: the rules' part of `.cip.yaml`. */
export interface Policy {
  readonly rules: RuleSettings;
  readonly overrides: readonly Override[];
  /** All production registries, without the subproject: `us.gcr.io/k8s-artifacts-prod`. */
  readonly productionRegistries: readonly string[];
  /** They are found in the manifests instead: what most subprojects have is production. */
  readonly productionRegistriesFrom?: 'manifests';
  /** The registries with the sources: `gcr.io/staging`, or `gcr.io/k8s-staging-*` for those whose names begin so. None: any. */
  readonly stagingRegistries: readonly string[];
  /** What the folders of subprojects begin with and the projects do not: `k8s-staging-`. */
  readonly stagingPrefix: string;
  readonly subprojects: Readonly<Record<string, SubprojectSettings>>;
  /** Regular expressions of tags that move, besides `latest`, `v1` and `v1.2`, in RE2's syntax. */
  readonly movingTags: readonly string[];
  /** Glob patterns of files that may stand in the tree without a role there, relative to its root. */
  readonly allowedFiles: readonly string[];
  /** In bytes: of what one platform has to pull. */
  readonly maxImageSize?: number;
  readonly exceptions: readonly Exception[];
}

/** What projects keep beside their manifests: documentation, and programs that write or check them. */
const usualFiles = [
  '**/*.md',
  '**/LICENSE*',
  '**/Makefile',
  '**/*.sh',
  '**/*.py',
  '**/*.go',
  '**/go.mod',
  '**/go.sum',
];

/** Without configuration. */
export const defaultPolicy: Policy = {
  rules: {},
  overrides: [],
  productionRegistries: [],
  stagingRegistries: [],
  stagingPrefix: '',
  subprojects: {},
  movingTags: [],
  allowedFiles: usualFiles,
  exceptions: [],
};
