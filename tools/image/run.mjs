#!/usr/bin/env node
// Builds the tool, which takes a second, and runs it: npm run image -- promoter --base HOST/REPO:TAG --push HOST/REPO:TAG
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { status } = spawnSync(process.execPath, ['tools/ci/bundle.mjs', 'tools/image'], {
  cwd: workspace,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
await import(new URL('../../dist/tools/image/main.js', import.meta.url).href);
