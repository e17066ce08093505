// Bundles one project into dist/<project>: an app as one executable file with everything in it, a library
// as one module that leaves packages outside.
import { build } from 'esbuild';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { coldPackages } from './cold-packages.mjs';

const project = process.argv[2];
if (!project) throw new Error('usage: node tools/ci/bundle.mjs PROJECT-FOLDER');
const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
const outdir = path.join('dist', project);

// CommonJS, so that what is imported dynamically costs nothing before, Node's own modules included: as an ES module the
// bundle would load every one of those at its start.
const app = {
  entryPoints: [path.join(project, 'src/main.ts')],
  outfile: path.join(outdir, 'main.js'),
  format: 'cjs',
  banner: { js: "#!/usr/bin/env node\nconst __url = require('node:url').pathToFileURL(__filename).href;" },
  sourcesContent: false,
  plugins: [coldPackages],
  define: { CIP_VERSION: JSON.stringify(manifest.version), 'import.meta.url': '__url' },
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
// The workspace says that its files are ES modules; alone, the file needs nobody to say what it is.
const marker = { path: path.resolve(outdir, 'package.json'), contents: '{ "type": "commonjs" }\n' };
for (const file of manifest.bin ? [marker, ...outputFiles] : outputFiles) {
  const unfinished = `${file.path}.${process.pid}.tmp`;
  await writeFile(unfinished, file.contents, { mode: 0o755 });
  await rename(unfinished, file.path);
}
