import { type FileContent, roleInTree, type TreeFile } from '@cip/manifest';
import type { Folder, FolderEntry, FolderOptions } from './folder.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';

/** The two folders of a thin manifest tree, and the file that each subproject has there. */
export const treeFolders = { images: 'images.yaml', manifests: 'promoter-manifest.yaml' } as const;

export type TreeFolder = keyof typeof treeFolders;

/** A file with a role in the tree: where its content stands (`actual`), or why there is none. */
type Candidate = { readonly path: string } & ({ readonly actual: string } | { readonly unreadable: string });

/** All files of a thin manifest tree that have a role in it, in no order. `showAs` gives the path for reports. */
export async function collectFiles(
  folder: Folder,
  showAs: (path: string) => string,
  options: FolderOptions,
): Promise<TreeFile[]> {
  const found: Candidate[] = [];
  for await (const candidate of findCandidates(folder)) found.push(candidate);
  const actual = found.flatMap((candidate) => ('actual' in candidate ? [candidate.actual] : []));
  // What a link leads to is where it belongs.
  const linked = new Set(actual);
  const candidates = found.filter((candidate) => 'actual' in candidate || !linked.has(candidate.path));
  const contents = (await folder.read(actual, options)).values();
  return candidates.map((candidate) => {
    const content: FileContent =
      'actual' in candidate ? (contents.next().value ?? vanished) : { unreadable: candidate.unreadable };
    return { path: candidate.path, shownAs: showAs(candidate.path), ...content };
  });
}

const vanished: FileContent = { unreadable: 'it is not there any more' };

async function* findCandidates(folder: Folder): AsyncGenerator<Candidate> {
  for (const entry of await folder.entries('')) {
    if (!(entry.name in treeFolders)) yield* strayAt(folder, entry.name, entry, 2);
  }
  for (const name of Object.keys(treeFolders)) {
    const resolved = await resolveLinks(folder, name);
    if ('problem' in resolved) continue;
    for (const entry of await folder.entries(resolved.path)) {
      yield* candidatesAt(folder, `${name}/${entry.name}`, `${resolved.path}/${entry.name}`, entry);
    }
  }
}

/** `path` is where the entry stands in the tree, `actual` the same after links to folders were followed. */
async function* candidatesAt(
  folder: Folder,
  path: string,
  actual: string,
  entry: FolderEntry,
): AsyncGenerator<Candidate> {
  const role = roleInTree(path);
  if (role.kind === 'misplaced') yield unread(path);
  else if ('subproject' in role) yield await followed(folder, path, actual);
  else if (entry.name.startsWith('.')) return;
  else if (entry.kind === 'directory') yield* candidatesBelow(folder, path, actual);
  else if (entry.kind === 'link' && isSubproject(path)) yield* throughLink(folder, path, actual);
  else if (role.kind === 'unknown') yield unread(path);
}

async function* candidatesBelow(folder: Folder, path: string, actual: string): AsyncGenerator<Candidate> {
  let entries: readonly FolderEntry[] = [];
  try {
    entries = await folder.entries(actual);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (isSubproject(path)) yield { path: fileOf(path), unreadable: error.reason };
  }
  for (const entry of entries) {
    yield* candidatesAt(folder, `${path}/${entry.name}`, `${actual}/${entry.name}`, entry);
  }
}

// Only the folder of a subproject may be a link; links deeper inside could multiply without end.
async function* throughLink(folder: Folder, path: string, actual: string): AsyncGenerator<Candidate> {
  const resolved = await resolveLinks(folder, actual);
  if ('problem' in resolved) yield { path: fileOf(path), unreadable: `its folder: ${resolved.problem}` };
  else if (resolved.kind === 'directory') yield* candidatesBelow(folder, path, resolved.path);
}

async function followed(folder: Folder, path: string, actual: string): Promise<Candidate> {
  const resolved = await resolveLinks(folder, actual);
  return 'problem' in resolved ? { path, unreadable: resolved.problem } : { path, actual: resolved.path };
}

/** What looks like a manifest beside the two folders; deeper than manifests ever stand is somebody else's. */
async function* strayAt(
  folder: Folder,
  path: string,
  { name, kind }: FolderEntry,
  deeper: number,
): AsyncGenerator<Candidate> {
  if (kind !== 'directory') {
    if (roleInTree(path).kind === 'misplaced') yield unread(path);
  } else if (deeper > 0 && !name.startsWith('.')) {
    for (const entry of await entriesOf(folder, path)) {
      yield* strayAt(folder, `${path}/${entry.name}`, entry, deeper - 1);
    }
  }
}

/** A folder that cannot be read has nothing to say where no manifests belong. */
async function entriesOf(folder: Folder, path: string): Promise<readonly FolderEntry[]> {
  return folder.entries(path).catch((error: unknown) => {
    if (error instanceof SourceError) return [];
    throw error;
  });
}

/** A file that does not belong here: its content is of no interest. */
function unread(path: string): Candidate {
  return { path, unreadable: 'it is not where manifests are' };
}

function isSubproject(path: string): boolean {
  return path.split('/').length === 2;
}

function fileOf(subproject: string): string {
  return `${subproject}/${subproject.startsWith('images/') ? treeFolders.images : treeFolders.manifests}`;
}
