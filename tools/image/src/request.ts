import type { RegistrySettings } from '@cip/cli';
import type { Platform, Reference, TagReference } from '@cip/oci';
import type { AppFacts } from './image-facts.js';

/** What `npm run image` was asked to do. */
export interface ImageRequest {
  /** The folder below `apps/`. */
  readonly app: string;
  readonly facts: AppFacts;
  readonly base: Reference;
  /** Where the image goes; nowhere: its digest is all that is wanted. */
  readonly push: readonly TagReference[];
  /** Of the base; undefined: all that it has. */
  readonly platforms?: readonly Platform[];
  /** On top of those of the app. */
  readonly labels: Readonly<Record<string, string>>;
  /** From SOURCE_DATE_EPOCH, in the form of RFC 3339; undefined: that of the base. */
  readonly created?: string;
  readonly credentials: 'anonymous' | 'found';
  readonly stats: boolean;
  readonly registry: RegistrySettings;
}
