import type { RegistrySettings } from '@cip/cli';

export const findingFormats = ['text', 'json', 'sarif', 'junit', 'github', 'html'] as const;

export type FindingFormat = (typeof findingFormats)[number];

/** What `cip-lint` was asked to do. */
export interface LintRequest {
  /** Directories of thin manifest trees, and plain manifests. */
  readonly paths: readonly string[];
  /** Lint what stood there in this Git revision. */
  readonly revision?: string;
  /** What the trees are compared with. */
  readonly base?: BaseRevision;
  /** Ask registries, too. */
  readonly online: boolean;
  /** Hosts that flags allow to be asked, whoever names them and whatever address they have. */
  readonly onlineHosts: readonly string[];
  /** Nobody has looked yet at what stands there, as far as the environment tells. */
  readonly mayBeStrangers: boolean;
  /** Rewrite what can be rewritten safely, before anything else. */
  readonly fix: boolean;
  readonly format: FindingFormat;
  /** List findings of severity `info`, too, in text. */
  readonly infos: boolean;
  /** The configuration of all trees, instead of the `.cip.yaml` of each. */
  readonly configFile?: string;
  /** In bytes: of what one platform has to pull; wins over the configuration. */
  readonly maxImageSize?: number;
  /** Where the review table is added, as Markdown. */
  readonly summary?: string;
  readonly stats: boolean;
  /** Where CI wants report files. */
  readonly artifacts?: string;
  /** As whom registries are asked. */
  readonly credentials: 'anonymous' | 'found';
  readonly registry: RegistrySettings;
}

export interface BaseRevision {
  readonly revision: string;
  readonly from: '--base' | 'PULL_BASE_SHA';
}
