import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningDemo, startDemo, workspace } from './run-demo.js';

const running: RunningDemo[] = [];

function start(...args: Parameters<typeof startDemo>): RunningDemo {
  const demo = startDemo(...args);
  running.push(demo);
  return demo;
}

afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

function treeOf(output: string): string {
  const [tree = ''] = /dist\/demo-\w+/.exec(output) ?? [];
  return path.join(workspace, tree);
}

describe('the demo', () => {
  it('ends by itself and as it says, whatever variables surround it', async () => {
    const env = {
      CIP_STRICT: 'perhaps',
      CIP_MANIFEST: 'x',
      ARTIFACTS: '/nonexistent/x',
      GIT_DIR: '/nonexistent',
    };
    const demo = start([], env);
    expect(await demo.finished).toBe(0);
    const output = demo.output();
    const exitCodes = [...output.matchAll(/→ exit code (\d+)/g)].map(([, code]) => code);
    expect(exitCodes).toEqual(['0', '0', '0', '1', '1', '0']);
    expect(output).toMatch(/\$ npx cip plan --thin-manifest-dir dist\/demo-\w+\n/);
    expect(output).toContain('Nothing to do: all 12 items are in place.');
    expect(output).toContain('tag-moved: 3 items');
    expect(output).toContain('missing-source: 3 items');
    expect(output).toContain('What you saw');
    expect(output).not.toContain('\u001b');
  });

  it('is interrupted at once, and takes its folder away', async () => {
    const demo = start([]);
    await demo.says('2 of 6');
    const tree = treeOf(demo.output());
    expect(existsSync(tree)).toBe(true);
    demo.child.kill('SIGINT');
    expect(await demo.finished).toBe(130);
    expect(demo.output()).not.toContain('What you saw');
    expect(existsSync(tree)).toBe(false);
  });

  it('keeps its registries for the commands that it names, until it is interrupted', async () => {
    const demo = start(['--keep']);
    await demo.says('skopeo inspect');
    const output = demo.output();
    const [, command = ''] = /\$ npx (cip plan .* --all)\n/.exec(output) ?? [];
    const main = path.join(workspace, 'dist/apps/promoter/main.js');
    const [, ...args] = command.split(' ');
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { cwd: workspace });
    expect(stdout).toContain('In place: 18 items');
    const [url = ''] = /http:\S+\/tags\/list/.exec(output) ?? [];
    expect(await (await fetch(url)).json()).toMatchObject({ tags: ['v1.0.0', 'v1.1.0'] });
    demo.child.kill('SIGINT');
    expect(await demo.finished).toBe(0);
    expect(existsSync(treeOf(output))).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('refuses what it does not know', async () => {
    const demo = start(['--kepe']);
    expect(await demo.finished).toBe(2);
    expect(demo.output()).toContain('--kepe: the demo does not know this');
  });
});
