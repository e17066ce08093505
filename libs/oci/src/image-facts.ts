import type { Digest } from './digest.js';

/** What manifest and configuration of an image say. */
export interface ImageFacts {
  readonly mediaType: string;
  /** `artifact`: anything that no container runs, such as a signature or a chart. */
  readonly kind: 'index' | 'image' | 'artifact';
  /** `os/architecture[/variant]`, sorted and distinct, without attestations; of an image its own. */
  readonly platforms: readonly string[];
  /** Bytes of configuration and layers; of an index those of its largest platform. */
  readonly size: number;
  /** RFC 3339: the annotation of the manifest, else what the configuration of the first platform says. */
  readonly created?: string;
  /** The source revision `org.opencontainers.image.revision`: the annotation, else the label of the first platform. */
  readonly revision?: string;
  /** Of the first platform, without foreign layers, each once. */
  readonly layers: readonly Digest[];
  /** Of an index: the manifests of its platforms. */
  readonly children?: readonly Digest[];
}
