import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** One subproject of a thin manifest tree. Registries are `host[:port]/path`. */
export interface Subproject {
  readonly source: string;
  readonly destinations: readonly string[];
  readonly images: Images;
}

/** Image name → digest → tags. */
export type Images = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Writes a thin manifest tree; `files` go over it, by their paths in the folder. */
export async function writeTree(
  folder: string,
  subprojects: Readonly<Record<string, Subproject>>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await writeFiles(folder, { ...treeFiles(subprojects), ...files });
}

/** The files of a thin manifest tree, by their paths in it. */
export function treeFiles(subprojects: Readonly<Record<string, Subproject>>): Record<string, string> {
  const files = Object.entries(subprojects).flatMap(([name, subproject]) => [
    [`manifests/${name}/promoter-manifest.yaml`, registriesYaml(subproject)] as const,
    [`images/${name}/images.yaml`, imagesYaml(subproject.images)] as const,
  ]);
  return Object.fromEntries(files);
}

/** Writes files by their paths in a folder, with the folders on the way. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** The `registries` part of a manifest. */
export function registriesYaml({ source, destinations }: Omit<Subproject, 'images'>): string {
  const lines = destinations.map((name) => `- name: ${name}\n`);
  return `registries:\n- name: ${source}\n  src: true\n${lines.join('')}`;
}

/** An `images.yaml`: a list. Tags are quoted, as the formatter of manifests writes them. */
export function imagesYaml(images: Images): string {
  const entries = Object.entries(images).map(([name, digests]) => {
    const dmap = Object.entries(digests).map(
      ([digest, tags]) => `    "${digest}": ${JSON.stringify(tags)}\n`,
    );
    return `- name: ${name}\n  dmap:\n${dmap.join('')}`;
  });
  return entries.join('');
}
