import { buildImage, startRegistry, type TestRegistry, writeTree } from '@cip/testing';
import { expect } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

export const app = buildImage('app');
export const other = buildImage('other');
export const { digest } = app.descriptor;

/** One staging and one production registry, and a tree with the subprojects `sound` and `other`. */
export class Pair implements AsyncDisposable {
  constructor(
    readonly staging: TestRegistry,
    readonly production: TestRegistry,
    readonly folder: string,
  ) {}

  /** Runs in the folder of the tree. */
  cip(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CipResult> {
    return runCip([...args, '--rps-per-host', '0'], { cwd: this.folder, env });
  }

  promote(...more: string[]): Promise<CipResult> {
    const format = more.includes('--format') ? [] : ['--format', 'json'];
    return this.cip(['promote', '--thin-manifest-dir', '.', '--confirm', ...format, ...more]);
  }

  get requests(): number {
    return this.staging.requests.length + this.production.requests.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.staging.close(), this.production.close()]);
  }
}

/** Starts a pair on free ports. Take it with `await using`. */
export async function startPair(): Promise<Pair> {
  const [staging, production] = [await startRegistry(), await startRegistry()];
  const folder = await temporaryFolder();
  staging.seed('staging/app', app, ['v1']);
  staging.seed('staging/other', other, ['v1']);
  const between = { source: `${staging.host}/staging`, destinations: [`${production.host}/prod`] };
  await writeTree(folder, {
    sound: { ...between, images: { app: { [digest]: ['v1'] } } },
    other: { ...between, images: { other: { [other.descriptor.digest]: ['v1'] } } },
  });
  return new Pair(staging, production, folder);
}

/** What goes wrong outside is told in sentences. */
export function expectSentences({ stdout, stderr }: CipResult): void {
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
  expect(stdout + stderr).not.toContain('this is a bug');
}
