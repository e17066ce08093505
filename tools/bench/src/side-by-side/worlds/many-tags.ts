import { createHash } from 'node:crypto';
import { TemporaryFolders, writeTree } from '@cip/testing';

/** Calls `use` with the folder of a tree that has one image with so many digests, each with a tag. */
export async function withManyTags<T>(count: number, use: (shape: string) => Promise<T>): Promise<T> {
  const folders = new TemporaryFolders();
  const folder = await folders.create();
  try {
    const digests = Array.from({ length: count }, (_, i) => {
      const hex = createHash('sha256').update(`${i}`).digest('hex');
      return [`sha256:${hex}`, [`v${i}`]] as const;
    });
    const images = { app: Object.fromEntries(digests) };
    const project = { source: 'gcr.io/staging', destinations: ['us-docker.pkg.dev/prod/images'], images };
    await writeTree(folder, { project });
    return await use(folder);
  } finally {
    await folders.remove();
  }
}
