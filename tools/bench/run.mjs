#!/usr/bin/env node
// Builds the benchmarks and runs the one that is named, against the commands that are built: npm run bench -- lint
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.resolve(project, '../../dist/tools/bench');

const requireInModules =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

function bundle(name, format) {
  return build({
    entryPoints: [path.join(project, `src/${name}.ts`)],
    outfile: path.join(outdir, `${name}.${format === 'esm' ? 'mjs' : 'cjs'}`),
    bundle: true,
    platform: 'node',
    format,
    // What is written as CommonJS asks for Node's modules by this name.
    ...(format === 'esm' && { banner: { js: requireInModules } }),
    target: 'node20.19',
    logLevel: 'warning',
  });
}

await bundle('main', 'esm');
// Programs to compare with are bundled as the commands are.
await bundle('load-yaml', 'cjs');
await bundle('parse-only', 'cjs');
await import(path.join(outdir, 'main.mjs'));
