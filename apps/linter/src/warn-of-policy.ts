import { pathsBelow, type Screen } from '@cip/cli';
import { idleParts, type PolicyUse } from '@cip/configuration';
import type { ManifestTree } from '@cip/manifest';
import { endingExceptions, type Policy } from '@cip/policy';
import { folderOf, type Location } from './locations.js';

/** One location with its configuration, as `lintLocation` found them. */
export interface Configured {
  readonly location: Location;
  readonly policy: Policy;
  readonly tree: ManifestTree;
  readonly base?: ManifestTree;
}

/**
 * Warns of exceptions that end soon, and of what does nothing in any of the locations. With a plain manifest nothing is said
 * to do nothing: others beside it may share its configuration.
 */
export async function warnOfPolicy(
  all: readonly Configured[],
  today: string,
  screen: Pick<Screen, 'openLog'>,
): Promise<void> {
  const areTrees = all.every(({ location }) => location.kind === 'tree');
  const idle = areTrees ? idleParts(all.map(useOf), today) : [];
  const warnings = [
    ...all
      .flatMap(({ policy }) => endingExceptions(policy, today))
      .map(({ rule, expires, where }) => {
        return {
          message: 'an exception ends soon: mend what it is about, or agree on it again',
          rule,
          expires,
          where,
        };
      }),
    ...idle,
  ];
  const distinct = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]));
  for (const { message, where, ...fields } of distinct.values()) {
    const log = await screen.openLog();
    log.warn(message, { ...fields, ...where });
  }
}

function useOf({ location, policy, tree, base }: Configured): PolicyUse {
  const pathInTree = pathsBelow(folderOf(location));
  const filesOf = ({ files, unknownFiles }: ManifestTree): string[] =>
    [...files.map((file) => file.path), ...unknownFiles].map(pathInTree);
  return { policy, files: filesOf(tree), ...(base && { before: filesOf(base) }) };
}
