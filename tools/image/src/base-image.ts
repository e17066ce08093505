import type { Descriptor, Digest, Platform, RawManifest, Source } from '@cip/oci';
import type { BaseConfig } from './base-config.js';

/** The base for one platform. */
export interface BaseVariant {
  /** As the index says, or the configuration where there is no index. */
  readonly platform: Platform;
  readonly digest: Digest;
  /** Bottom first, with everything that the manifest says of them; one may be there several times. */
  readonly layers: readonly Descriptor[];
  readonly config: BaseConfig;
}

/** A base image as it was found in a registry. */
export interface BaseImage {
  readonly source: Source;
  /** As it was named, `HOST/REPO:TAG` or `HOST/REPO@DIGEST`. */
  readonly reference: string;
  readonly manifest: RawManifest;
  readonly kind: 'image' | 'index';
  readonly variants: readonly BaseVariant[];
}
