import type { ImageDigest, Problem, Touched } from '@cip/manifest';
import { groupBy } from '@cip/oci';

/** The parts of a tree that its mistakes hide. Nobody can say what is in them, so nothing of them is gone. */
export interface Concealed {
  subproject(name: string): boolean;
  destination(subproject: string, registry: string): boolean;
  image(subproject: string, image: string): ConcealedImage;
}

/** What mistakes hide of one image. `digests` and `tags` are those that they name. */
export interface ConcealedImage {
  readonly all: boolean;
  readonly digests: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** Some digest without a tag. */
  readonly untagged: boolean;
}

/** What the errors among some problems hide; a name that is itself the mistake may stand for any other. */
export function concealedBy(problems: readonly Problem[]): Concealed {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const bySubproject = groupBy(errors, ({ touches }) => touches.subproject);
  // What names no subproject may be in any.
  const anywhere = bySubproject.get(undefined) ?? [];
  const elsewhere = concealedParts(anywhere);
  const known = new Map<string, ConcealedParts>();
  const partsOf = (name: string): ConcealedParts => {
    const own = bySubproject.get(name);
    if (!own) return elsewhere;
    let parts = known.get(name);
    if (!parts) known.set(name, (parts = concealedParts([...anywhere, ...own])));
    return parts;
  };
  return {
    subproject: (name) => partsOf(name).isAll,
    destination: (subproject, registry) => {
      const { isAll, isAnyRegistry, registries } = partsOf(subproject);
      return isAll || isAnyRegistry || registries.has(registry);
    },
    image: (subproject, image) => {
      const { images, anyImage } = partsOf(subproject);
      return images.get(image) ?? anyImage;
    },
  };
}

/** What is hidden of one subproject. */
interface ConcealedParts {
  readonly isAll: boolean;
  readonly isAnyRegistry: boolean;
  readonly registries: ReadonlySet<string>;
  /** Of each image that no mistake names. */
  readonly anyImage: ConcealedImage;
  /** Of the images that mistakes name. */
  readonly images: ReadonlyMap<string, ConcealedImage>;
}

function concealedParts(errors: readonly Problem[]): ConcealedParts {
  const all = errors.filter(isAboutAll);
  const aboutImages = errors.filter(({ touches }) => touches.image !== undefined);
  const aboutRegistries = errors.filter(({ touches }) => touches.registry !== undefined);
  const any = touchedBy([...all, ...aboutImages.filter(({ rule }) => rule === 'image-name')]);
  const byImage = groupBy(aboutImages, ({ touches }) => touches.image ?? '');
  return {
    isAll: all.length > 0,
    isAnyRegistry: aboutRegistries.some(({ rule }) => rule === 'registry-name'),
    registries: new Set(aboutRegistries.flatMap(({ touches }) => touches.registry ?? [])),
    anyImage: concealedImage(any),
    images: new Map(
      [...byImage].map(([image, own]) => [image, concealedImage([...any, ...touchedBy(own)])] as const),
    ),
  };
}

function touchedBy(errors: readonly Problem[]): Touched[] {
  return errors.map(({ touches }) => touches);
}

function isAboutAll({ touches }: Problem): boolean {
  return touches.registry === undefined && touches.image === undefined;
}

const nothing: ConcealedImage = { all: false, digests: new Set(), tags: new Set(), untagged: false };

function concealedImage(touched: readonly Touched[]): ConcealedImage {
  if (touched.length === 0) return nothing;
  return {
    all: touched.some((one) => !isAboutDigest(one)),
    digests: new Set(touched.flatMap(({ digest }) => digest ?? [])),
    tags: new Set(touched.flatMap(({ tags }) => tags ?? [])),
    untagged: touched.some(({ tags }) => tags?.length === 0),
  };
}

/** Without its tags nobody can tell which digest is meant. */
function isAboutDigest({ digest, tags }: Touched): boolean {
  return digest !== undefined && tags !== undefined;
}

/** True when a mistake may be about this digest. */
export function hidesDigest(concealed: ConcealedImage, { digest, tags }: ImageDigest): boolean {
  return (
    concealed.all ||
    concealed.digests.has(digest) ||
    tags.some((tag) => concealed.tags.has(tag)) ||
    (tags.length === 0 && concealed.untagged)
  );
}

/** True when a mistake may be about this tag of a digest. */
export function hidesTag(concealed: ConcealedImage, { digest }: ImageDigest, tag: string): boolean {
  return concealed.all || concealed.digests.has(digest) || concealed.tags.has(tag);
}

/** True when an image has something that cannot be read. */
export function hidesSomething({ all, digests }: ConcealedImage): boolean {
  return all || digests.size > 0;
}
