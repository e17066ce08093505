#!/usr/bin/env node
// Builds the promoter and the demo, which takes a second, and starts the demo.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

function build(project) {
  const { status } = spawnSync(process.execPath, ['tools/ci/bundle.mjs', project], {
    cwd: workspace,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

build('apps');
build('tools/demo');
await import(new URL('../../dist/tools/demo/main.js', import.meta.url).href);
