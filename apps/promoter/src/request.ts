import type { RegistrySettings } from '@cip/cli';
import type { Shard } from '@cip/oci';
import type { SafetyLimits } from '@cip/plan';
import type { LocalManifests } from '@cip/source';

/** An older tree: that of a Git revision, or the newest before a date of Git. */
export type Since = { readonly revision: string } | { readonly date: string };

export type ReportFormat = 'text' | 'json' | 'junit' | 'html';

/** What `cip plan` and `cip promote` were asked to do. */
export interface PromotionRequest {
  readonly command: 'plan' | 'promote';
  readonly manifests: LocalManifests;
  /** Only what an older tree did not ask for. */
  readonly since?: Since;
  /** Ask no registry. */
  readonly parseOnly: boolean;
  /** The configuration to enforce, instead of the one beside the manifests. */
  readonly policyFile?: string;
  /** The part of the work to do; default all of it. */
  readonly shard?: Shard;
  /** Refuse the whole tree when a part of it is invalid. */
  readonly strict: boolean;
  /** How much may be done on one registry before a human is asked. */
  readonly safety: Pick<SafetyLimits, 'maxSteps' | 'maxChange' | 'fill'>;
  /** Carry the plan out; only ever true for `promote`. */
  readonly confirm: boolean;
  /** A saved plan to carry out instead of making one. */
  readonly planFile?: string;
  /** Where to save the plan. */
  readonly output?: string;
  /** Promote whatever provenance policies require. */
  readonly ignoreProvenance: boolean;
  /** Whether images are signed: as the project has configured it, the same but not without that, or never. */
  readonly sign: 'configured' | 'required' | 'never';
  /** List what is in place, too. */
  readonly all: boolean;
  /** Bring what is attached to images. */
  readonly attached: boolean;
  /** In milliseconds: images that are in place are looked at for attached artifacts within this time; 0: in each run. */
  readonly attachedWithin: number;
  readonly format: ReportFormat;
  readonly stats: boolean;
  /** Where CI wants report files. */
  readonly artifacts?: string;
  /** Whom registries are asked as. */
  readonly credentials: 'anonymous' | 'found';
  /** On Google's hosts, act as the service accounts that the manifests name. */
  readonly asServiceAccounts: boolean;
  readonly registry: RegistrySettings;
  /** Bytes of blobs held in memory at a time. */
  readonly maxBufferedBytes?: number;
}
