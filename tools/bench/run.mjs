#!/usr/bin/env node
// Builds the benchmarks and runs the one that is named, against the commands that are built: npm run bench -- lint
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.resolve(project, '../../dist/tools/bench');

// Programs to compare with are bundled as the commands are.
await build({
  entryPoints: [path.join(project, 'src/main.ts'), path.join(project, 'src/load-yaml.ts')],
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});
await import(path.join(outdir, 'main.mjs'));
