import path from 'node:path';
import { hostOf } from '@cip/oci';
import { writeFiles } from '@cip/testing';
import type { Command, Work } from './scenario.js';
import type { WantedImage } from './worlds/wanted-images.js';

/** A process for each image, one after another. */
export function craneLoop(program: string, images: readonly WantedImage[]): Work {
  return { commands: images.map(({ source, target }) => ({ program, args: ['cp', source, target] })) };
}

/** A process for each image, one after another. */
export function skopeoLoop(program: string, images: readonly WantedImage[]): Work {
  const flags = ['--insecure-policy', 'copy', '--all', '--preserve-digests'];
  const plainHttp = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  const commands = images.map(({ source, target }) => ({
    program,
    args: [...flags, ...plainHttp, `docker://${source}`, `docker://${target}`],
  }));
  return { commands };
}

/** All images in one process, 20 at a time. */
export async function regsync(
  program: string,
  images: readonly WantedImage[],
  folder: string,
): Promise<Work> {
  const registries = new Set(images.flatMap(({ source, target }) => [hostOf(source), hostOf(target)]));
  const configuration = {
    version: 1,
    creds: [...registries].map((registry) => ({ registry, tls: 'disabled' })),
    defaults: { parallel: 20, ratelimit: { min: 0 } },
    sync: images.map((image) => ({ ...image, type: 'image' })),
  };
  // JSON is YAML.
  await writeFiles(folder, { 'regsync.yml': JSON.stringify(configuration) });
  return { commands: [{ program, args: ['once', '-c', path.join(folder, 'regsync.yml')] }] };
}

/** The promoting core of kpromo. `perSecond` is its one rate for all registries together. */
export function kpromo(
  program: string,
  tree: string,
  perSecond: number,
  ...more: readonly string[]
): Command {
  return { program, args: ['-tree', tree, '-rps', `${perSecond}`, ...more] };
}
