import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './free-ports.js';
import type { GoProgram } from './go-program.js';
import type { RealRegistry } from './docker-registry.js';
import { type Service, startService } from './service.js';

/** A registry of another origin, which collects its garbage while it serves. */
export const olareg: GoProgram = {
  variable: 'CIP_TEST_OLAREG',
  name: 'olareg',
  module: 'github.com/olareg/olareg/cmd/olareg@v0.2.2',
};

export interface Olareg extends RealRegistry {
  /**
   * Starts the program again without a grace, and once more as it was: when it ends, it collects the garbage of each
   * repository that it has served. `untagged`: also manifests that have no tag and that nothing names.
   */
  collectGarbage(options: {
    readonly untagged: boolean;
    readonly repositories: readonly string[];
  }): Promise<void>;
}

/** Starts olareg, the program at `program`, on a free port, with storage in a folder of its own. */
export async function startOlareg(program: string): Promise<Olareg> {
  const folder = await mkdtemp(path.join(tmpdir(), 'olareg-'));
  const port = await freePorts(1);
  const host = `127.0.0.1:${port}`;
  const start = async (...more: readonly string[]): Promise<Service> => {
    const where = ['--addr', '127.0.0.1', '--port', String(port), '--dir', folder];
    const args = ['serve', ...where, '--verbosity', 'info', '--api-delete', '--gc-frequency', '-1s', ...more];
    const started = await startService({ program, args, ready: /launching server/ });
    await isServed(`http://${host}/v2/`);
    return started;
  };
  let service = await start();
  const close = async (): Promise<void> => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    host,
    close,
    collectGarbage: async ({ untagged, repositories }) => {
      await service.stop();
      service = await start('--gc-grace-period', '-1s', ...(untagged ? ['--gc-untagged'] : []));
      for (const repository of repositories) await fetch(`http://${host}/v2/${repository}/tags/list`);
      await service.stop();
      service = await start();
    },
    [Symbol.asyncDispose]: close,
  };
}

/** It says that it will listen, and not when it does. */
async function isServed(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = await fetch(url).catch((error: unknown) => {
      if (Date.now() > deadline) throw error;
    });
    await answer?.text();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
