// One command checks everything: format, lint, types, builds, unit and end-to-end tests. The last line counts tests,
// summed from the runner's own report files; the exit code is 0 only when everything passed.
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const reports = path.join(workspace, 'reports');

function run(label, command, args) {
  console.log(`\n> ${label}`);
  const { status, signal } = spawnSync(command, args, {
    cwd: workspace,
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  if (signal) process.kill(process.pid, signal);
  return status === 0;
}

async function reportFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.name.endsWith('.json'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function count() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of await reportFiles(reports)) {
    const report = JSON.parse(await readFile(file, 'utf8'));
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests + report.testResults.filter(brokenFile).length;
    total.skipped += report.numPendingTests + report.numTodoTests;
  }
  return total;
}

/** A file that failed to load runs no test and would otherwise count as nothing. */
function brokenFile(result) {
  return result.status === 'failed' && result.assertionResults.length === 0;
}

await rm(reports, { recursive: true, force: true });
const nx = path.join('node_modules', '.bin', 'nx');
const passed = [
  run('format', path.join('node_modules', '.bin', 'prettier'), ['--check', '--log-level', 'warn', '.']),
  // All at once: each project by itself would check the sources of those below it again.
  run('types', path.join('node_modules', '.bin', 'tsc'), ['--noEmit', '-p', '.']),
  run('lint, build', nx, ['run-many', '-t', 'lint', 'build', '--outputStyle=static']),
  run('unit tests', nx, ['run-many', '-t', 'test', '--outputStyle=static']),
  // One project at a time: the commands under test are processes of their own and want the cores.
  run('end-to-end tests', nx, ['run-many', '-t', 'e2e', '--parallel=1', '--outputStyle=static']),
].every(Boolean);
const total = await count();
if (!passed) console.log('\nSomething above failed.');
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = passed && total.failed === 0 && total.passed > 0 ? 0 : 1;
