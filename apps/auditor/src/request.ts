import type { RegistrySettings } from '@cip/cli';

/** Where the manifests of the auditor are. */
export interface ManifestsRequest {
  /** A directory, or the address of a Git repository. */
  readonly location: string;
  readonly branch?: string;
  /** Of the tree in the repository. */
  readonly path?: string;
}

/** How callers prove who they are. */
export interface CallersRequest {
  readonly pubsub?: {
    readonly audience: string;
    readonly serviceAccount: string;
    readonly certificatesUrl?: string;
  };
  /** Holds the bearer secret of distribution registries. */
  readonly distributionSecretFile?: string;
  readonly allowUnauthenticated: boolean;
}

/** Where alerts go, besides the log. */
export interface AlertsRequest {
  readonly alertWebhook?: string;
  /** Holds the bearer secret that the webhook is sent. */
  readonly alertWebhookSecretFile?: string;
  readonly errorReportingProject?: string;
  /** Where people find all of what a summary is about; default the log of the project. */
  readonly alertLink?: string;
}

/** What `cip-auditor serve` was asked to do. Times are in milliseconds, sizes in bytes. */
export interface ServeRequest extends AlertsRequest {
  readonly manifests: ManifestsRequest;
  readonly watch: readonly string[];
  /** Where probes are pushed. */
  readonly probeRepositories: readonly string[];
  readonly grace: number;
  readonly unreachableAfter: number;
  readonly journal?: string;
  readonly host: string;
  readonly port: number;
  readonly maxBody: number;
  readonly maxEnvelope: number;
  readonly callers: CallersRequest;
  /** Registries as distribution registries are spoken to, in small letters, or `*` → as the manifests name them. */
  readonly registryNames: ReadonlyMap<string, string>;
  /** Changes in distribution registries under hosts that nobody named, and that are not watched, are ignored. */
  readonly ignoreUnknownHosts: boolean;
  readonly credentials: 'anonymous' | 'found';
  readonly registry: RegistrySettings;
}
