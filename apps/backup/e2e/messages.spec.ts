import { buildImage, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { reportOf, runBackup, temporaryFolder } from './run-cip-backup.js';

const nowhere = '127.0.0.1:1/backup';

describe('messages', () => {
  it.each<[string, readonly string[], string]>([
    ['a backup without a path', ['list', '--backup', 'registry'], 'it has no path after the registry'],
    [
      'a scheme',
      ['list', '--backup', 'http://a.example/b'],
      'Write HOST/PATH or HOST:PORT/PATH, without a scheme.',
    ],
    [
      'an hour that is none',
      ['verify', 'now', '--backup', nowhere],
      '"now" names no hour; write YYYY/MM/DD/HH',
    ],
    [
      'an hour of a run that is none',
      ['run', '--hour', 'now', '--from', 'a.example/b', '--to', nowhere],
      '--hour: "now" names no hour',
    ],
    [
      'a tree in a directory',
      ['run', '--layout', 'tree', '--from', 'a.example/b', '--to', 'oci:x'],
      '--layout tree goes to registries, HOST/PATH',
    ],
    [
      'a layout in a registry',
      ['run', '--layout', 'oci', '--from', 'a.example/b', '--to', nowhere],
      '--layout oci goes to directories, oci:DIR',
    ],
    [
      'both in one run',
      ['run', '--from', 'a.example/b,a.example/c', '--to', `${nowhere},oci:x`],
      'one run has one layout',
    ],
    [
      'a directory that is not there',
      ['list', '--backup', 'oci:no-such-directory'],
      'there is no such directory',
    ],
  ])('about %s: wrong usage, told once', async (_situation, args, expected) => {
    const { code, stdout, stderr } = await runBackup(args, { cwd: await temporaryFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split(expected), stderr).toHaveLength(2);
    expect(stderr).not.toContain('because:');
  });
});

describe('a prefix of production with nothing in it', () => {
  it('is no success: its name may have a slip in it', async () => {
    await using registry = await startRegistry();
    registry.seed('prod/web', buildImage('web'), ['v1']);
    const [from, to] = [`${registry.host}/pord`, `${registry.host}/backup`];
    const report = await reportOf(['run', '--from', from, '--to', to], 1);
    expect(report.items).toMatchObject([{ registry: from, repository: '', state: 'failed' }]);
    expect(report.items[0]?.reason).toContain(`${from} holds nothing`);
    const restore = ['restore', 'latest', '--backup', to, '--to', `${registry.host}/prod`];
    const { code, stderr } = await runBackup(restore);
    expect(code).toBe(2);
    expect(stderr).toContain('has no complete snapshot');
  });
});
