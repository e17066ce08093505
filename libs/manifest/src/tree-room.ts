import { limits } from './limits.js';
import type { ManifestFile, Problem, PromotionManifest } from './promotion-manifest.js';
import { countNodes, type YamlNode } from './yaml-node.js';

const MiB = 1024 * 1024;

/** What a tree has room for, by {@link limits}. What comes first takes its room first: the order must not be chance. */
export class TreeRoom {
  #files = 0;
  #size = 0;
  #values = 0;
  #repositories = 0;
  #promotions = 0;
  #problems = 0;

  /** Takes the room of a file. If there is none, gives the reason: as the end of "the file is not used: …". */
  whyNotFile(text: string): string | undefined {
    if (this.#files + 1 > limits.files) return `the tree has more than ${limits.files} manifest files`;
    if (this.#size + text.length > limits.tree)
      return `with it, the files of the tree have more than ${limits.tree / MiB} MiB`;
    this.#files++;
    this.#size += text.length;
    return undefined;
  }

  /** The same for what has been read of it. */
  whyNotContent(root: YamlNode | undefined): string | undefined {
    const values = root ? countNodes(root) : 0;
    if (this.#values + values > limits.valuesInTree)
      return `with it, the files of the tree have more than ${limits.valuesInTree} values`;
    this.#values += values;
    return undefined;
  }

  /** The same for what a manifest promotes: half a sentence. */
  whyNotManifest({ destinations, images }: PromotionManifest): string | undefined {
    const repositories = images.length * destinations.length;
    const promotions = destinations.length * promotedBy(images);
    if (this.#repositories + repositories > limits.repositories)
      return `with this subproject, the tree fills more than ${limits.repositories} repositories`;
    if (this.#promotions + promotions > limits.promotions)
      return `with this subproject, the tree makes more than ${limits.promotions} promotions of a digest or tag to a registry`;
    this.#repositories += repositories;
    this.#promotions += promotions;
    return undefined;
  }

  /** The problems of one file; of a tree with very many, how many there are. */
  problemsOf({ path }: ManifestFile, problems: readonly Problem[]): readonly Problem[] {
    const [first] = problems;
    this.#problems += problems.length;
    if (!first || problems.length === 1 || this.#problems <= limits.problemsInTree) return problems;
    const { subproject } = first.touches;
    return [
      {
        rule: 'manifest-schema',
        severity: problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        message: `${problems.length} problems are not listed, as the files before this one have very many`,
        remedy: 'Correct the problems that are listed, and run the check again.',
        where: { file: path, line: first.where.line, column: first.where.column },
        touches: { ...(subproject !== undefined && { subproject }) },
      },
    ];
  }
}

function promotedBy(images: PromotionManifest['images']): number {
  let amount = 0;
  for (const { digests } of images) for (const { tags } of digests) amount += 1 + tags.length;
  return amount;
}
