import type { Digest, Question } from '@cip/oci';
import type { Claim, Desired, DesiredRepository } from '../desired.js';
import { type Conflict, type WantedDigest, wantedIn } from '../wanted.js';
import { type ImageQuestion, isFullName } from './image-question.js';

/** One destination repository, and what the manifests promise there of what is asked about. */
export interface AskedRepository {
  readonly name: string;
  /** What its image is called in the manifests. */
  readonly image: string;
  /** Each with those of its tags that are asked about. */
  readonly wanted: readonly WantedDigest[];
  readonly conflicts: readonly Conflict[];
}

/** The claims of every image that has the name in question, in whichever subproject: they lead to all its regions. */
export function askedClaims({ repositories }: Desired, { name }: ImageQuestion): ReadonlySet<Claim> {
  const named = repositories.flatMap((repository) =>
    repository.claims.filter(
      ({ image, source }) => repository.name === name || source === name || image.name === name,
    ),
  );
  return new Set(named);
}

/** The repositories that the claims are on; without any, the one that the question may name in full. */
export function askedRepositories(
  { repositories }: Desired,
  claims: ReadonlySet<Claim>,
  question: ImageQuestion,
): AskedRepository[] {
  if (claims.size === 0) {
    const { name } = question;
    return isFullName(name) ? [{ name, image: name, wanted: [], conflicts: [] }] : [];
  }
  return repositories
    .filter((repository) => repository.claims.some((claim) => claims.has(claim)))
    .map((repository) => askedRepository(repository, question));
}

// Whoever else claims the repository is heard, too: it may promise what is there, or something else under the same tag.
function askedRepository(
  repository: DesiredRepository,
  { name, tag, digest }: ImageQuestion,
): AskedRepository {
  const { digests, conflicts } = wantedIn(repository);
  return {
    name: repository.name,
    image: repository.claims[0]?.image.name ?? name,
    wanted: digests
      .filter((want) => digest === undefined || want.digest === digest)
      .filter((want) => tag === undefined || want.tags.includes(tag))
      .map((want) => (tag === undefined ? want : { ...want, tags: [tag], untagged: false })),
    conflicts: conflicts
      .filter((conflict) => tag === undefined || conflict.tag === tag)
      .filter(({ digests: rivals }) => digest === undefined || rivals.some((one) => one.digest === digest)),
  };
}

/** The digests of an image in the manifests that begin in the same way, sorted. */
export function digestsBeginning(desired: Desired, question: ImageQuestion, start: string): Digest[] {
  const digests = [...askedClaims(desired, question)].flatMap(({ image }) =>
    image.digests.map(({ digest }) => digest),
  );
  return [...new Set(digests)].filter((digest) => digest.startsWith(start)).sort();
}

/** Names in the manifests that end as the one in question does, sorted. */
export function imagesNamedLike({ repositories }: Desired, { name }: ImageQuestion): string[] {
  const ending = endingOf(name);
  const names = repositories.flatMap(({ claims }) => claims.map(({ image }) => image.name));
  return [...new Set(names)].filter((one) => endingOf(one) === ending).sort();
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** What has to be known of the repository. */
export function questionAbout({ wanted, conflicts }: AskedRepository, asked: ImageQuestion): Question {
  if (wanted.length + conflicts.length === 0) {
    const digests = asked.digest === undefined ? [] : [asked.digest];
    return { tags: asked.tag === undefined ? [] : [asked.tag], digests, untagged: digests };
  }
  return {
    tags: [...wanted.flatMap(({ tags }) => tags), ...conflicts.map(({ tag }) => tag)],
    digests: wanted.map(({ digest }) => digest),
    untagged: wanted.filter(({ untagged }) => untagged).map(({ digest }) => digest),
  };
}
