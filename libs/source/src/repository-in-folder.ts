import type { FolderEntry } from './folder.js';

/** True for what git takes for a repository, also on file systems that know no capital letters. */
export function isRepositoryName({ name }: Pick<FolderEntry, 'name'>): boolean {
  return name.toLowerCase() === '.git';
}

/** True for a folder in which git would find a repository: one with a `.git`, or one that is a bare repository itself. */
export function holdsRepository(entries: readonly Pick<FolderEntry, 'name'>[]): boolean {
  return entries.some(isRepositoryName) || looksBare(entries);
}

function looksBare(entries: readonly Pick<FolderEntry, 'name'>[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return ['HEAD', 'objects', 'refs'].every((name) => names.has(name));
}
