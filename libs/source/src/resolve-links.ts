import type { EntryKind, Folder } from './folder.js';
import { limits } from './limits.js';

/** Where a path leads when its links are followed; a problem is the end of "the file cannot be read: …". */
export type Resolved = { readonly path: string; readonly kind: EntryKind } | { readonly problem: string };

/** Follows the links of a path. They must stay in the folder; a link to an absolute path counts as leading out of it. */
export async function resolveLinks(folder: Folder, path: string): Promise<Resolved> {
  const pending = path.split('/');
  const done: string[] = [];
  let links = 0;
  for (let step = pending.shift(); step !== undefined; step = pending.shift()) {
    if (step === '' || step === '.') continue;
    if (step === '..') {
      if (done.pop() === undefined) return { problem: 'it is a link that leads out of the tree' };
      continue;
    }
    done.push(step);
    const kind = await folder.kindOf(done.join('/'));
    if (!kind) return { problem: links > 0 ? 'it is a link to nothing' : 'it is not there any more' };
    if (kind !== 'link') continue;
    if (++links > limits.links) return { problem: 'it is a link that leads back to itself' };
    const target = await folder.linkTarget(done.join('/'));
    if (target.startsWith('/')) return { problem: 'it is a link that leads out of the tree' };
    done.pop();
    pending.unshift(...target.split('/'));
  }
  const resolved = done.join('/');
  return { path: resolved, kind: (await folder.kindOf(resolved)) ?? 'directory' };
}
