import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Digest } from '@cip/oci';
import { execa } from 'execa';
import { type Service, startService } from './service.js';

/** A registry program that runs on its own. */
export interface RealRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** Ends the program and removes its storage. */
  close(): Promise<void>;
}

/** A registry of the distribution project: Debian's docker-registry, or a newer one. */
export interface DockerRegistry extends RealRegistry {
  /**
   * Ends the program, runs `garbage-collect` and starts it again on the same port. `untagged`: with `-m`, which deletes
   * manifests that have no tag, those that an index names included; default true.
   */
  collectGarbage(options?: { readonly untagged?: boolean }): Promise<void>;
  /** The file that holds a manifest or blob. */
  fileOf(digest: Digest): string;
}

const debian = 'docker-registry';

/** True when Debian's `docker-registry` is on the PATH. */
export async function dockerRegistryAvailable(): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = folders.map(async (folder) => access(path.join(folder, debian), constants.X_OK));
  return (await Promise.allSettled(found)).some(({ status }) => status === 'fulfilled');
}

/** Where a registry tells of what happens in it. */
export interface NotificationEndpoint {
  readonly url: string;
  /** Sent along with each envelope. */
  readonly authorization?: string;
}

export interface DockerRegistryOptions {
  /** Told of everything, in order, each envelope again until it is taken. Default: nobody. */
  readonly notify?: NotificationEndpoint;
  /** A registry that is configured in the same way, such as distribution 3. Default: Debian's `docker-registry`, of the PATH. */
  readonly program?: string;
  /** Take foreign layers at `https://layers.example.com/`. Default: true. */
  readonly foreignLayers?: boolean;
}

/** Starts a registry on a free port, with deletes allowed and storage in a folder of its own. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const { program = debian } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'docker-registry-'));
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, 'config.yml');
    const ready = /listening on (127\.0\.0\.1:\d+)/;
    const start = async (address: string): Promise<Service & { readonly line: string }> => {
      await writeFile(file, JSON.stringify(configuration(folder, address, options)));
      return startService({ program, args: ['serve', file], ready });
    };
    let service = await start('127.0.0.1:0');
    const host = ready.exec(service.line)?.[1] ?? '';
    const close = async (): Promise<void> => {
      await service.stop();
      await removeFolder();
    };
    const collectGarbage = async ({ untagged = true } = {}): Promise<void> => {
      await service.stop();
      try {
        await execa(program, ['garbage-collect', ...(untagged ? ['-m'] : []), file]);
      } finally {
        service = await start(host);
      }
    };
    const fileOf = (digest: Digest): string => {
      const [algorithm = '', hex = ''] = digest.split(':');
      return path.join(folder, 'data/docker/registry/v2/blobs', algorithm, hex.slice(0, 2), hex, 'data');
    };
    return { host, close, collectGarbage, fileOf, [Symbol.asyncDispose]: close };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** JSON is YAML. */
function configuration(
  folder: string,
  address: string,
  { notify, foreignLayers = true }: DockerRegistryOptions,
): object {
  return {
    ...(notify && { notifications: { endpoints: [endpoint(notify)] } }),
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: path.join(folder, 'data') },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: address, secret: 'test' },
    ...(foreignLayers && {
      validation: { manifests: { urls: { allow: ['^https://layers\\.example\\.com/'] } } },
    }),
  };
}

// It is tried again soon: a test is waiting.
function endpoint({ url, authorization }: NotificationEndpoint): object {
  const headers = authorization === undefined ? {} : { Authorization: [authorization] };
  return { name: 'endpoint', url, headers, timeout: '10s', threshold: 1000, backoff: '100ms' };
}
