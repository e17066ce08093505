// Bundles one project into dist/<project>: an app as one executable file with everything in it, a library
// as one module that leaves packages outside.
import { build } from 'esbuild';
import { chmod, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

const project = process.argv[2];
if (!project) throw new Error('usage: node tools/ci/bundle.mjs PROJECT-FOLDER');
const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
const outdir = path.join('dist', project);
await rm(outdir, { recursive: true, force: true });

const command = Object.entries(manifest.bin ?? {})[0];
const common = { bundle: true, platform: 'node', target: 'node20.19', sourcemap: true, logLevel: 'warning' };

if (command) {
  // CommonJS packages inside an ES module bundle look for these three names.
  const banner = [
    '#!/usr/bin/env node',
    "import { createRequire as __createRequire } from 'node:module';",
    "import { fileURLToPath as __fileURLToPath } from 'node:url';",
    'const require = __createRequire(import.meta.url);',
    'const __filename = __fileURLToPath(import.meta.url);',
    "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
  ].join('\n');
  await build({
    ...common,
    entryPoints: [path.join(project, 'src/main.ts')],
    outfile: path.join(outdir, 'main.js'),
    format: 'esm',
    banner: { js: banner },
    sourcesContent: false,
    define: { CIP_VERSION: JSON.stringify(manifest.version) },
  });
  await chmod(path.join(outdir, 'main.js'), 0o755);
} else {
  await build({
    ...common,
    entryPoints: [path.join(project, 'src/index.ts')],
    outfile: path.join(outdir, 'index.js'),
    format: 'esm',
    packages: 'external',
  });
}
