import type { FileContent, UnreadableFile } from '@cip/manifest';

/** A file that is not read because Git and the disk may not agree about it, or because it brings what is not reviewed. */
export function refusal(reason: string, remedy: string): UnreadableFile {
  return { unreadable: reason, rule: 'tree-integrity', remedy };
}

/** `attribute` is such as `filter=lfs`. */
export function changedOnCheckout(attribute: string): FileContent {
  return refusal(
    `the Git attribute ${attribute} changes its content on checkout`,
    'Take the attribute away from the manifests, in all .gitattributes from the top of the repository.',
  );
}

export const unknownAttributes = refusal(
  'the .gitattributes that apply to it are missing in this clone',
  'Fetch all of the revision first (git fetch --refetch), or clone without a filter.',
);

export const notStaged = refusal(
  'Git does not have it, so it cannot be compared with a base',
  'Stage it with git add, or remove it.',
);

export const notAsStaged = refusal(
  'its bytes on disk are not those that Git has, so it cannot be compared with a base',
  'Stage your change with git add. If you changed nothing, find out what changes the file on checkout.',
);

export const notOnDisk = refusal(
  'Git has it, but it is not on disk, so it cannot be compared with a base',
  'Restore it with git restore, or stage its removal with git rm --cached. A sparse checkout must include it.',
);
