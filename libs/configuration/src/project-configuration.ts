import type { Position, Signer } from '@cip/manifest';
import { defaultPolicy, type Policy } from '@cip/policy';
import type { AttachedConfiguration } from './attached-configuration.js';
import type { SigningConfiguration } from './signing-configuration.js';

/** The name of a project's configuration, in the root of its tree or beside a plain manifest. */
export const configurationFile = '.cip.yaml';

/** What the file was called when it held only what the linter reads. */
export const formerConfigurationFile = '.cip-lint.yaml';

/** How much one registry may be asked; what is absent is the default of the programs. */
export interface RegistryLimits {
  /** Requests per second; 0: no limit. */
  readonly rps?: number;
  /** Parallel requests. */
  readonly concurrency?: number;
  /** The quota group that it belongs to. */
  readonly group?: string;
}

/** Whose signatures count. Files are relative to the folder of the configuration, with `/`, and lie below it. */
export interface TrustConfiguration {
  /** A Sigstore trust root, `trusted_root.json`. */
  readonly root?: string;
  /** PEM files of public keys. */
  readonly keys: readonly string[];
  /** Identities that certificates prove; absent for none. */
  readonly identities?: readonly Signer[];
}

/** Something that works and should not stay as it is. */
export interface ConfigurationNotice {
  readonly where: Position;
  /** A sentence without a full stop. */
  readonly message: string;
  /** Imperative sentences, with full stops. */
  readonly remedy: string;
}

/**
 * The content of `.cip.yaml`. In a pull request its author wrote it: nothing in it may say where credentials go, and a
 * presubmit takes `trust` and `attached` from the base. `signing` says where identity tokens go: only a run that writes, whose
 * configuration was reviewed, asks for one.
 */
export interface ProjectConfiguration {
  /** What the linter checks, and the promoter enforces. */
  readonly policy: Policy;
  /** By `HOST` or `HOST:PORT`, as manifests spell it. */
  readonly registries: ReadonlyMap<string, RegistryLimits>;
  /** Requests per second by the name of a quota group. */
  readonly quotaGroups: ReadonlyMap<string, number>;
  readonly attached?: AttachedConfiguration;
  readonly trust?: TrustConfiguration;
  readonly signing?: SigningConfiguration;
  readonly notices: readonly ConfigurationNotice[];
}

/** Without a file. */
export const defaultConfiguration: ProjectConfiguration = {
  policy: defaultPolicy,
  registries: new Map(),
  quotaGroups: new Map(),
  notices: [],
};
