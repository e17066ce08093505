import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { apps } from './run-cip.js';
import { workspace } from './run-demo.js';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a built command in the top level of the workspace to its end. */
function run(program: keyof typeof apps, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const file = path.join('dist/apps', apps[program], 'main.js');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [file, ...args],
      { cwd: workspace, env: { ...process.env, ...env } },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      },
    );
  });
}

const password = 'sw0rdfish';
const [url, name] = [`https://me:${password}@reg.example/prod`, `me:${password}@reg.example/prod`];
const host = `me:${password}@reg.example`;
const found = 'docs/examples';

it.each<[program: keyof typeof apps, args: readonly string[], env: NodeJS.ProcessEnv]>([
  ['cip', ['plan', found, '--plain-http', host], {}],
  ['cip', ['plan', found], { CIP_PLAIN_HTTP: url }],
  ['cip', ['plan', found, '--retry-deadline', url], {}],
  ['cip', ['plan', found, '--log-level', url], {}],
  ['cip', ['plan', found, `--google-host=${url}`], {}],
  ['cip', ['plan', url], {}],
  ['cip', ['snapshot', url], {}],
  ['cip', ['status', `${name}/app:v1`, found], {}],
  ['cip', ['compare', name, 'reg.example/prod'], {}],
  ['cip', ['verify', `${name}/app:v1`], {}],
  ['cip-lint', [url], {}],
  ['cip-lint', [found, '--online', '--online-host', host], {}],
  ['cip-auditor', ['sweep', found, '--watch', url], {}],
  ['cip-auditor', ['sweep', found, '--alert-webhook', url], {}],
  ['cip-auditor', ['serve', found], { CIP_HOST: '127.0.0.1', CIP_REGISTRY_NAME: name }],
  ['cip-backup', ['list', '--backup', url], {}],
  ['cip-backup', ['list'], { CIP_BACKUP: name }],
])('%s %j %j: the complaint shows no password', async (program, args, env) => {
  const { code, output } = await run(program, args, env);
  expect(code).toBe(2);
  expect(output).not.toContain(password);
});
