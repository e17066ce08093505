import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { unavailable } from './availability.js';

/** What {@link fleetProgram} says when it gives nothing; for `ctx.skip`. */
export const noFleet = 'CIP_TEST_FLEET does not name the folder of the registry fleet';

/**
 * The fleet program, built from the Go sources in the folder that `CIP_TEST_FLEET` names and kept in the system's
 * temporary folder under the hash of the sources. Undefined when the variable is not set, with the reason on stderr.
 */
export async function fleetProgram(): Promise<string | undefined> {
  const folder = process.env['CIP_TEST_FLEET'] ?? '';
  if (folder !== '') return build(await readSources(folder));
  unavailable(noFleet);
  return undefined;
}

async function readSources(folder: string): Promise<Map<string, Uint8Array>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.go') || name === 'go.mod').sort();
  const files = names.map(async (name) => [name, await readFile(path.join(folder, name))] as const);
  return new Map(await Promise.all(files));
}

/** Built beside and moved into place in one step, so that processes that build at the same time do no harm. */
async function build(sources: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for (const [name, content] of sources) hash.update(`${name}\n${content.byteLength}\n`).update(content);
  const cache = path.join(tmpdir(), `registry-fleet-${hash.digest('hex').slice(0, 16)}`);
  const program = path.join(cache, 'fleet');
  if (await exists(program)) return program;
  await mkdir(cache, { recursive: true });
  const workshop = await mkdtemp(path.join(cache, 'build-'));
  try {
    for (const [name, content] of sources) await writeFile(path.join(workshop, name), content);
    await execa('go', ['build', '-o', 'fleet', '.'], { cwd: workshop, env: { GOFLAGS: '-mod=mod' } });
    await rename(path.join(workshop, 'fleet'), program);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return program;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
