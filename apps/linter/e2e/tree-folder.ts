import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFiles } from '@cip/testing';
import { digests, type Files, images, sound } from './marked-tree.js';
import { temporaryFolder } from './run-cip-lint.js';

/** A tree with one error (a digest two characters short), one warning and one info. */
export const faulty: Files = {
  ...sound,
  [images]: [
    '- name: tool',
    '  dmap:',
    `    "${digests.a}": ["latest"]`,
    `    "${digests.b.slice(0, -2)}": ["v1.0.1"]`,
    '- name: tool',
    '  dmap: {}',
    '',
  ].join('\n'),
};

/** A folder with trees by their names. */
export async function folderOf(trees: Readonly<Record<string, Files>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, files] of Object.entries(trees)) {
    const there = Object.entries(files).flatMap(([file, text]) =>
      text === undefined ? [] : [[file, text] as const],
    );
    await writeFiles(path.join(folder, name), Object.fromEntries(there));
  }
  return folder;
}

/** The Kubernetes tree, as `CIP_TEST_TREE` names it. */
export const kubernetesTree = process.env['CIP_TEST_TREE'] ?? '';

/** A copy of it in which one text is another; for what must not be done to the original. */
export async function copyKubernetesTree(file: string, from: string, to: string): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'registry.k8s.io');
  await cp(kubernetesTree, folder, { recursive: true });
  const name = path.join(folder, file);
  const text = await readFile(name, 'utf8');
  if (!text.includes(from)) throw new Error(`${from} is not in ${file}`);
  await writeFile(name, text.replace(from, to));
  return folder;
}
