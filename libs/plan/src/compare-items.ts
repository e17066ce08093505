import { compareTexts } from '@cip/oci';

interface Comparable {
  readonly destination: string;
  readonly image: string;
  readonly digest: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly where?: { readonly file: string; readonly line: number };
}

/** The order of a plan: by destination, image and digest. */
export function compareItems(a: Comparable, b: Comparable): number {
  return (
    compareTexts(a.destination, b.destination) ||
    compareTexts(a.image, b.image) ||
    compareTexts(a.digest, b.digest) ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.tags.join(), b.tags.join()) ||
    compareTexts(a.where?.file ?? '', b.where?.file ?? '') ||
    (a.where?.line ?? 0) - (b.where?.line ?? 0)
  );
}
