import { keepLastGood } from '@cip/audit';
import type { ManifestTree, Problem } from '@cip/manifest';

/** The subprojects that mistakes hide something of; `undefined` among them: any subproject may be meant. */
export type Broken = ReadonlySet<string | undefined>;

/** What the errors of a tree are about. */
export function brokenIn({ problems }: Pick<ManifestTree, 'problems'>): Broken {
  return new Set(problems.filter(isError).map(({ touches }) => touches.subproject));
}

/** A tree with what is known of the parts that its mistakes hide. */
export interface LastGood {
  readonly tree: ManifestTree;
  /** The parts that no state without a mistake was found of. */
  readonly unknown: Broken;
}

/**
 * Completes a tree from earlier ones, newest first, as if each had been read when it came. No more of them are asked for
 * than until one has no mistake where the newest has some.
 */
export async function lastGood(
  newest: ManifestTree,
  earlier: AsyncIterable<ManifestTree>,
): Promise<LastGood> {
  const broken = brokenIn(newest);
  const concerned = concernedBy(broken);
  const known: ManifestTree[] = [];
  let unknown = broken;
  for await (const tree of earlier) {
    known.push({ ...tree, manifests: tree.manifests.filter(({ name }) => concerned(name)) });
    unknown = new Set([...unknown].filter((part) => isBroken(part, brokenIn(tree))));
    if (unknown.size === 0) break;
  }
  const [oldest, ...later] = known.reverse();
  if (!oldest) return { tree: newest, unknown };
  return { tree: [...later, newest].reduce(keepLastGood, oldest), unknown };
}

function concernedBy(broken: Broken): (subproject: string) => boolean {
  return broken.has(undefined) ? () => true : (subproject) => broken.has(subproject);
}

function isBroken(part: string | undefined, broken: Broken): boolean {
  return part === undefined ? broken.size > 0 : broken.has(part) || broken.has(undefined);
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
