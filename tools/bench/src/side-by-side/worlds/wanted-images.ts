import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseThinTree } from '@cip/manifest';
import { desiredState } from '@cip/plan';

/** One tag, or a digest without tags, that has to be in a destination repository. */
export interface WantedImage {
  /** `HOST/PATH@DIGEST`. */
  readonly source: string;
  /** `HOST/PATH:TAG`, or `HOST/PATH@DIGEST`. */
  readonly target: string;
}

/** What a thin manifest tree promises. */
export async function wantedImages(tree: string): Promise<readonly WantedImage[]> {
  const desired = desiredState(parseThinTree(await treeFilesOf(tree)));
  return desired.repositories.flatMap(({ name, claims }) =>
    claims.flatMap(({ source, image }) =>
      image.digests.flatMap(({ digest, tags }) => {
        const targets = tags.length === 0 ? [`${name}@${digest}`] : tags.map((tag) => `${name}:${tag}`);
        return targets.map((target) => ({ source: `${source}@${digest}`, target }));
      }),
    ),
  );
}

/** All manifests of a thin manifest tree, by their paths in it. */
export async function treeFilesOf(tree: string): Promise<{ path: string; shownAs: string; text: string }[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'));
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const relative = path.relative(tree, file);
      return { path: relative, shownAs: relative, text: await readFile(file, 'utf8') };
    }),
  );
}
