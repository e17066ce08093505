import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '@cip/testing';
import { temporaryFolder } from './run-cip-backup.js';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));

/** What is run in place of `npx`: the built programs, by their names. */
const npx = `#!/bin/sh
case "$1" in
  cip) app=promoter ;;
  cip-backup) app=backup ;;
  cip-auditor) app=auditor ;;
  *) echo "no such program: $1" >&2; exit 127 ;;
esac
shift
exec "${process.execPath}" "${workspace}dist/apps/$app/main.js" "$@"
`;

export interface PageResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The blocks of commands of a page in `docs/operations`, in order: those without a language. */
export function blocksOf(page: string): string[] {
  const text = readFileSync(path.join(workspace, 'docs/operations', page), 'utf8');
  return [...text.matchAll(/^( *)```\n(.*?)^ *```$/gms)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Runs commands of pages as an operator would, in one folder. */
export class Desk {
  private constructor(
    private readonly folder: string,
    private readonly names: Readonly<Record<string, string>>,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** `names`: what stands in the place of the names in the pages; what names other names comes first. */
  static async open(names: Readonly<Record<string, string>>): Promise<Desk> {
    const folder = await temporaryFolder();
    const hosts = [...new Set(Object.values(names).flatMap((name) => /^127\.0\.0\.1:\d+/.exec(name) ?? []))];
    const insecure = hosts.map((host) => `[[registry]]\nlocation = "${host}"\ninsecure = true\n`);
    const plain = hosts.map((host) => [host, { tls: 'disabled' }] as const);
    await writeFiles(folder, {
      'bin/npx': npx,
      '.config/containers/registries.conf': insecure.join(''),
      '.regctl/config.json': JSON.stringify({ hosts: Object.fromEntries(plain) }),
    });
    await chmod(path.join(folder, 'bin/npx'), 0o755);
    const env = {
      PATH: [path.join(folder, 'bin'), process.env['PATH'] ?? ''].join(path.delimiter),
      HOME: folder,
      DOCKER_CONFIG: folder,
      LANG: 'C.UTF-8',
      CIP_RPS_PER_HOST: '0',
      CIP_RETRY_DEADLINE: '5s',
    };
    return new Desk(folder, names, env);
  }

  /** A path in the folder that commands are run in. */
  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** Runs all of a block; it ends at the first command that fails. */
  run(block: string | undefined): Promise<PageResult> {
    const script = Object.entries(this.names).reduce(
      (text, [name, real]) => text.replaceAll(name, real),
      block ?? 'echo "the page lacks this block" >&2; exit 99',
    );
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.env, timeout: 60_000 };
      execFile('sh', ['-euc', script], options, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ code, stdout, stderr });
      });
    });
  }
}

/** Whether a program can be run at all. */
export function hasProgram(program: string, question = '--version'): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, [question], (error) => {
      resolve(!error);
    });
  });
}
