import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startService } from './service.js';

/** A registry program that runs on its own. */
export interface RealRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** Ends the program and removes its storage. */
  close(): Promise<void>;
}

const program = 'docker-registry';

/** True when Debian's `docker-registry` is on the PATH. */
export async function dockerRegistryAvailable(): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = folders.map(async (folder) => access(path.join(folder, program), constants.X_OK));
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
}

/** Starts `docker-registry` on a free port, with deletes allowed and storage in a folder of its own. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<RealRegistry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docker-registry-'));
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, 'config.yml');
    await writeFile(file, JSON.stringify(configuration(folder, options)));
    const ready = /listening on (127\.0\.0\.1:\d+)/;
    const { line, stop } = await startService({ program, args: ['serve', file], ready });
    const close = async (): Promise<void> => {
      await stop();
      await removeFolder();
    };
    return { host: ready.exec(line)?.[1] ?? '', close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** JSON is YAML. */
function configuration(folder: string, { notify }: DockerRegistryOptions): object {
  return {
    ...(notify && { notifications: { endpoints: [endpoint(notify)] } }),
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: path.join(folder, 'data') },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: '127.0.0.1:0', secret: 'test' },
    validation: { manifests: { urls: { allow: ['^https://layers\\.example\\.com/'] } } },
  };
}

// It is tried again soon: a test is waiting.
function endpoint({ url, authorization }: NotificationEndpoint): object {
  const headers = authorization === undefined ? {} : { Authorization: [authorization] };
  return { name: 'endpoint', url, headers, timeout: '10s', threshold: 1000, backoff: '100ms' };
}
