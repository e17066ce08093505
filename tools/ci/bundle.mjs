// Bundles into dist/<folder>: `apps`, all of them at once, and a tool as programs with everything in them; a library as
// one module that leaves packages outside.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleLibrary, bundlePrograms } from './bundles.mjs';

const [folder, given] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tools/ci/bundle.mjs FOLDER [OUT-FOLDER]');
// Source maps say where the sources are from here.
const usual = path.resolve('dist', folder);
const outdir = given ?? usual;

const files = await bundle();
for (const [name, contents] of files) await replaceFile(path.join(outdir, name), contents);
await removeOthers(new Set(files.keys()));

async function bundle() {
  if (folder === 'apps') {
    const apps = (await readdir(folder)).sort();
    return bundlePrograms(
      Object.fromEntries(apps.map((app) => [`${app}/main`, `apps/${app}/src/main.ts`])),
      usual,
    );
  }
  const { bin } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  return bin
    ? bundlePrograms({ main: `${folder}/src/main.ts` }, usual)
    : bundleLibrary(`${folder}/src/index.ts`, usual);
}

/** Renamed into place, so that a command that is being started never meets half a file. */
async function replaceFile(file, contents) {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, contents, { mode: file.endsWith('main.js') ? 0o755 : 0o644 });
  await rename(unfinished, file);
}

/** Chunks of an earlier build have other names. */
async function removeOthers(names) {
  if (!existsSync(outdir)) return;
  for (const entry of await readdir(outdir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !names.has(path.relative(outdir, file))) await rm(file);
  }
}
