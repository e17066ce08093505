import { createHash } from 'node:crypto';
import { TemporaryFolders, writeFiles } from '@cip/testing';
import { treeFilesOf } from './wanted-images.js';

/** Calls `use` with a folder that has a tree several times, with images and repositories of their own each time. */
export async function withMultipliedTree<T>(
  tree: string,
  times: number,
  use: (multiplied: string) => Promise<T>,
): Promise<T> {
  const folders = new TemporaryFolders();
  const folder = await folders.create();
  try {
    const files = await treeFilesOf(tree);
    for (let copy = 0; copy < times; copy++)
      await writeFiles(folder, Object.fromEntries(files.map((file) => copyOf(file, copy))));
    return await use(folder);
  } finally {
    await folders.remove();
  }
}

/** Copies are subprojects beside the first. */
function copyOf(file: { readonly path: string; readonly text: string }, copy: number): [string, string] {
  const [kind = '', subproject = '', name = ''] = file.path.split('/');
  const path = `${kind}/${subproject}-copy${copy}/${name}`;
  if (kind === 'images')
    return [path, file.text.replaceAll(/[0-9a-f]{64}/g, (hex) => otherDigest(hex, copy))];
  return [
    path,
    file.text.replaceAll(/(?<=^ *- name: |^ +name: )\S+/gm, (registry) => `${registry}-copy${copy}`),
  ];
}

function otherDigest(hex: string, copy: number): string {
  return createHash('sha256').update(`${hex} ${copy}`).digest('hex');
}
