import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DockerRegistry, startDockerRegistry, writeTree } from '@cip/testing';
import type { World } from '../scenario.js';
import type { Fill } from './fill.js';
import { type WantedImage, wantedImages } from './wanted-images.js';

/** Debian's `docker-registry` as source and as destinations. */
export interface DockerWorld extends World {
  readonly tree: string;
  readonly images: readonly WantedImage[];
}

export interface DockerWorldOptions {
  readonly destinations: number;
  readonly fill: Fill;
  /** Destinations have everything already. Default: they are empty. */
  readonly isPromoted?: boolean;
}

export async function openDockerWorld(options: DockerWorldOptions): Promise<DockerWorld> {
  const { destinations, fill, isPromoted = false } = options;
  const tree = await mkdtemp(path.join(tmpdir(), 'docker-world-'));
  const registries: DockerRegistry[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(registries.map((registry) => registry.close()));
    await rm(tree, { recursive: true, force: true });
  };
  try {
    for (let i = 0; i <= destinations; i++) registries.push(await startDockerRegistry());
    const [source = '', ...others] = registries.map(({ host }) => host);
    const images = await fill(source, 'staging');
    if (isPromoted) for (const host of others) await fill(host, 'prod');
    const targets = others.map((host) => `${host}/prod`);
    await writeTree(tree, { project: { source: `${source}/staging`, destinations: targets, images } });
    return { tree, images: await wantedImages(tree), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a destination lacks, or has another digest for. */
export async function unpromoted({ images }: DockerWorld): Promise<readonly string[]> {
  const answers = images.map(async ({ source, target }) => {
    const digest = await digestOf(target);
    return source.endsWith(`@${digest ?? ''}`) ? [] : [`${target} has ${digest ?? 'nothing'}`];
  });
  return (await Promise.all(answers)).flat();
}

async function digestOf(target: string): Promise<string | undefined> {
  const [, host = '', repository = '', reference = ''] = /^([^/]+)\/(.+?)[:@]([^/]+)$/.exec(target) ?? [];
  const accept = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.index.v1+json'];
  const url = `http://${host}/v2/${repository}/manifests/${reference}`;
  const answer = await fetch(url, { method: 'HEAD', headers: { accept: accept.join() } });
  return answer.headers.get('docker-content-digest') ?? undefined;
}
