import type { Image, ImageDigest, PromotionManifest, RegistryEntry } from '@cip/manifest';

/** One image of one manifest, of the newer tree where it is in both. */
export interface ChangedImage {
  readonly manifest: PromotionManifest;
  readonly image: Image;
}

/** A digest that is promoted anew, or to more registries, or under more tags. */
export interface AddedDigest extends ChangedImage {
  /** As the newer tree has it, with all its tags. */
  readonly entry: ImageDigest;
  /** The tags that are new to at least one destination, sorted. */
  readonly tags: readonly string[];
  /** The destination registries for which something is new, sorted. */
  readonly destinations: readonly string[];
}

/** A tag of the older tree that the newer one gives to another digest; `to` may stand in another manifest. */
export interface MovedTag extends ChangedImage {
  readonly tag: string;
  readonly from: ImageDigest;
  readonly to: ImageDigest;
}

/** A tag that is on no digest any more; the digest is still promoted. */
export interface RemovedTag extends ChangedImage {
  readonly tag: string;
  readonly from: ImageDigest;
}

/** A digest that is not promoted any more; its image still is. */
export interface RemovedDigest extends ChangedImage {
  readonly entry: ImageDigest;
}

/** A registry that a manifest does not promote to any more; the manifest is still there. */
export interface RemovedDestination {
  readonly manifest: PromotionManifest;
  readonly registry: RegistryEntry;
}

/** An image of which something is added, moved or removed because its own manifest says something else than it did. */
export interface EditedImage extends ChangedImage {
  /** The manifest has it no more: it stands in the older tree. */
  readonly gone: boolean;
}

/** A manifest whose registries or service accounts are not what they were; `before` or `after` is absent for a new or removed one. */
export interface ChangedRegistries {
  readonly before?: PromotionManifest;
  readonly after?: PromotionManifest;
}

/** A registry that promotion reads or writes as somebody else than before. */
export interface ChangedAccount {
  readonly manifest: PromotionManifest;
  readonly registry: RegistryEntry;
  /** The service accounts that manifests named for it, sorted; none: promotion acted as itself. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What became of a tree, by what it means: how it is written makes no difference. What is removed, and `from`, stands
 * in the older tree. Everything is sorted, by manifest, image, digest and tag.
 */
export interface TreeChange {
  readonly added: readonly AddedDigest[];
  readonly movedTags: readonly MovedTag[];
  readonly removedTags: readonly RemovedTag[];
  readonly removedDigests: readonly RemovedDigest[];
  readonly removedImages: readonly ChangedImage[];
  readonly removedDestinations: readonly RemovedDestination[];
  readonly editedImages: readonly EditedImage[];
  readonly registries: readonly ChangedRegistries[];
  readonly accounts: readonly ChangedAccount[];
}
