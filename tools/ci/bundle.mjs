// Bundles one project into dist/<project>: an app as one executable file with everything in it, a library
// as one module that leaves packages outside.
import { build } from 'esbuild';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const project = process.argv[2];
if (!project) throw new Error('usage: node tools/ci/bundle.mjs PROJECT-FOLDER');
const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
const outdir = path.join('dist', project);

// CommonJS packages inside an ES module bundle look for these three names.
const banner = [
  '#!/usr/bin/env node',
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
].join('\n');

const app = {
  entryPoints: [path.join(project, 'src/main.ts')],
  outfile: path.join(outdir, 'main.js'),
  banner: { js: banner },
  sourcesContent: false,
  define: { CIP_VERSION: JSON.stringify(manifest.version) },
};
const library = {
  entryPoints: [path.join(project, 'src/index.ts')],
  outfile: path.join(outdir, 'index.js'),
  packages: 'external',
};
const { outputFiles } = await build({
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
  write: false,
  ...(manifest.bin ? app : library),
});

// Renamed into place, so that a command that is running, or being started, never meets half a file.
await mkdir(outdir, { recursive: true });
for (const file of outputFiles) {
  const unfinished = `${file.path}.${process.pid}.tmp`;
  await writeFile(unfinished, file.contents, { mode: 0o755 });
  await rename(unfinished, file.path);
}
