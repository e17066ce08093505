import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostOf } from '@cip/oci';
import { writeFiles, writeTree } from '@cip/testing';
import type { WantedImage } from './workload.js';

/** A promotion, from `HOST/PATH` to `HOST/PATH`. */
export interface Promotion {
  readonly source: string;
  readonly destination: string;
  readonly images: readonly WantedImage[];
  /** For files that a program reads. */
  readonly folder: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** A program that promotes. */
export interface Contender {
  readonly name: string;
  /** Whether a run with nothing to do is measured, too. */
  readonly hasNoOp: boolean;
  /** Writes the files that the program reads, and gives the commands of one run, in their order. */
  prepare(promotion: Promotion): Promise<readonly Command[]>;
}

// As seen from dist/tools/bench.
const promoter = fileURLToPath(new URL('../../apps/promoter/main.js', import.meta.url));

export const cip: Contender = {
  name: 'cip promote',
  hasNoOp: true,
  async prepare({ source, destination, images, folder }) {
    const wanted: Record<string, Record<string, string[]>> = {};
    for (const { repository, tag, digest } of images) (wanted[repository] ??= {})[digest] = [tag];
    await writeTree(folder, { peers: { source, destinations: [destination], images: wanted } });
    const args = [promoter, 'promote', '--thin-manifest-dir', folder, '--confirm'];
    return [{ program: process.execPath, args }];
  },
};

/** A process for each image, one after another. */
export function crane(program: string): Contender {
  return {
    name: 'crane cp loop',
    hasNoOp: false,
    prepare: ({ source, destination, images }) =>
      Promise.resolve(
        images.map(({ repository, tag }) => {
          const image = `${repository}:${tag}`;
          return { program, args: ['cp', `${source}/${image}`, `${destination}/${image}`] };
        }),
      ),
  };
}

export function regsync(program: string): Contender {
  return {
    name: 'regsync once',
    hasNoOp: true,
    async prepare({ source, destination, images, folder }) {
      const registries = [...new Set([hostOf(source), hostOf(destination)])];
      const configuration = {
        version: 1,
        creds: registries.map((registry) => ({ registry, tls: 'disabled' })),
        defaults: { parallel: 20, ratelimit: { min: 0 } },
        sync: images.map(({ repository, tag }) => ({
          source: `${source}/${repository}:${tag}`,
          target: `${destination}/${repository}:${tag}`,
          type: 'image',
        })),
      };
      // JSON is YAML.
      await writeFiles(folder, { 'regsync.yml': JSON.stringify(configuration) });
      return [{ program, args: ['once', '-c', path.join(folder, 'regsync.yml')] }];
    },
  };
}
