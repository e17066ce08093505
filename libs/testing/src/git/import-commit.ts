import { execa } from 'execa';
import type { GitRepository } from './git-repository.js';

/** One entry of a commit, byte by byte as Git stores it: no attribute and no file system has a say. */
export interface RawEntry {
  /** With `/`; bytes where it is not UTF-8. */
  readonly path: string | Uint8Array;
  /** Default: `file`. The content of a link is where it leads to, that of a submodule a commit in hexadecimal. */
  readonly kind?: 'file' | 'link' | 'submodule';
  readonly content: string | Uint8Array;
}

const modes = { file: '100644', link: '120000', submodule: '160000' } as const;

/** Commits exactly these entries to `main`, on top of what is there; gives the revision. The work tree stays as it is. */
export async function importCommit(repository: GitRepository, entries: readonly RawEntry[]): Promise<string> {
  const head = await repository.git('rev-parse', '--verify', '--quiet', 'main').catch(() => '');
  const committer = 'committer Test <test@example.com> 1577836800 +0000\n';
  const from = head === '' ? '' : `from ${head}\n`;
  const start = Buffer.from(`commit refs/heads/main\n${committer}data 0\n${from}deleteall\n`);
  const input = Buffer.concat([start, ...entries.map(fileModify)]);
  await execa('git', ['fast-import', '--quiet', '--force'], { cwd: repository.folder, input });
  return repository.git('rev-parse', 'main');
}

function fileModify({ path, kind = 'file', content }: RawEntry): Buffer {
  const name = Array.from(Buffer.from(path), quoted).join('');
  if (kind === 'submodule') return Buffer.from(`M ${modes.submodule} ${content.toString()} "${name}"\n`);
  const bytes = Buffer.from(content);
  const header = Buffer.from(`M ${modes[kind]} inline "${name}"\ndata ${bytes.byteLength}\n`);
  return Buffer.concat([header, bytes, Buffer.from('\n')]);
}

function quoted(byte: number): string {
  const isPlain = byte >= 32 && byte < 127 && byte !== 34 && byte !== 92;
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}
