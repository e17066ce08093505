#!/usr/bin/env node
// What `npx cip-backup` runs in a checkout: the built command.
import { existsSync } from 'node:fs';

const built = new URL('../../../dist/apps/backup/main.js', import.meta.url);
if (existsSync(built)) await import(built);
else {
  process.stderr.write('cip-backup: it has not been built yet\n  Run: npm run build\n');
  process.exitCode = 2;
}
