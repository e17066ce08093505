import type { ImageDigest, Problem, Touched } from '@cip/manifest';

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
  // What names no subproject may be in any.
  const errorsIn = (name: string): Problem[] =>
    errors.filter(({ touches: { subproject } }) => subproject === undefined || subproject === name);
  return {
    subproject: (name) => errorsIn(name).some(isAboutAll),
    destination: (subproject, registry) =>
      errorsIn(subproject).some((error) => isAboutAll(error) || isAboutRegistry(error, registry)),
    image: (subproject, image) => concealedImage(errorsIn(subproject), image),
  };
}

function isAboutAll({ touches }: Problem): boolean {
  return touches.registry === undefined && touches.image === undefined;
}

function isAboutRegistry({ rule, touches }: Problem, registry: string): boolean {
  return touches.registry !== undefined && (rule === 'registry-name' || touches.registry === registry);
}

function isAboutImage({ rule, touches }: Problem, image: string): boolean {
  return touches.image !== undefined && (rule === 'image-name' || touches.image === image);
}

const nothing: ConcealedImage = { all: false, digests: new Set(), tags: new Set(), untagged: false };

function concealedImage(errors: readonly Problem[], image: string): ConcealedImage {
  const own = errors.filter((error) => isAboutAll(error) || isAboutImage(error, image));
  if (own.length === 0) return nothing;
  const touched = own.map(({ touches }) => touches);
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
