import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GitFile } from './git-listing.js';
import { gitBytes, type GitRepository } from './run-git.js';

/** The file of attributes that git reads in each folder. */
export const attributesFile = '.gitattributes';

// Each makes git write something else into a work tree than it stores (gitattributes, "Checking-out and checking-in").
const attributes = ['filter', 'ident', 'working-tree-encoding', 'eol'] as const;

export interface AttributeQuestion {
  /** From the top level, with `/`. They need not exist. */
  readonly paths: readonly string[];
  /** The files of attributes that count; absent: those of the index. */
  readonly attributeFiles?: readonly GitFile[];
  readonly signal?: AbortSignal;
}

/** The paths whose content git changes on checkout, each with the attribute that says so, such as `filter=lfs`. */
export async function changingAttributes(
  repository: GitRepository,
  { paths, attributeFiles, signal }: AttributeQuestion,
): Promise<ReadonlyMap<string, string>> {
  const call = { ...(signal && { signal }) };
  if (paths.length === 0 || attributeFiles?.length === 0) return new Map();
  if (!attributeFiles) return check(repository, paths, call);
  // Git before 2.40 takes attributes of a revision from an index only.
  const folder = await mkdtemp(path.join(tmpdir(), 'cip-attributes-'));
  try {
    const indexFile = path.join(folder, 'index');
    const entries = attributeFiles.map((file) => `${file.mode} ${file.id}\t${file.path}\0`).join('');
    const args = ['update-index', '-z', '--index-info'];
    await gitBytes(repository, args, { ...call, indexFile, input: entries });
    return await check(repository, paths, { ...call, indexFile });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(
  repository: GitRepository,
  paths: readonly string[],
  call: { readonly signal?: AbortSignal; readonly indexFile?: string },
): Promise<ReadonlyMap<string, string>> {
  const args = ['check-attr', '--cached', '-z', '--stdin', ...attributes];
  const input = paths.map((each) => `${each}\0`).join('');
  const answer = new TextDecoder().decode(await gitBytes(repository, args, { ...call, input }));
  const fields = answer.split('\0');
  const changed = new Map<string, string>();
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [file = '', attribute = '', value = ''] = fields.slice(i, i + 3);
    if (changesContent(attribute, value))
      changed.set(file, value === 'set' ? attribute : `${attribute}=${value}`);
  }
  return changed;
}

function changesContent(attribute: string, value: string): boolean {
  if (value === 'unspecified' || value === 'unset') return false;
  if (attribute === 'eol') return value !== 'lf';
  return attribute !== 'working-tree-encoding' || !/^utf-?8$/i.test(value);
}
