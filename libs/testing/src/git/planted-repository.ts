import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitRepository } from './git-repository.js';

/** What a planted repository says to a git that takes it for the one around it. */
export interface PlantedRepository {
  /** Its HEAD stands for {@link base}. */
  readonly claims: GitRepository;
  /** The commit that is to be taken for another, in hexadecimal. */
  readonly base: string;
  /** A shell command that git starts as soon as it looks for an object that is not there. */
  readonly command?: string;
}

/** Writes what looks like a bare repository into a folder, with files that any commit can bring. */
export async function plantRepository(
  folder: string,
  { claims, base, command }: PlantedRepository,
): Promise<void> {
  const git = path.join(claims.folder, '.git');
  await mkdir(folder, { recursive: true });
  for (const name of ['objects', 'refs'])
    await cp(path.join(git, name), path.join(folder, name), { recursive: true });
  const head = await claims.git('rev-parse', 'HEAD');
  await writeFile(path.join(folder, 'HEAD'), `${head}\n`);
  await mkdir(path.join(folder, 'refs/replace'), { recursive: true });
  await writeFile(path.join(folder, 'refs/replace', base), `${head}\n`);
  const remote = command === undefined ? '' : promisor(command);
  await writeFile(
    path.join(folder, 'config'),
    `[core]\n\trepositoryformatversion = 1\n\tbare = true\n${remote}`,
  );
}

function promisor(command: string): string {
  return `[extensions]\n\tpartialClone = planted\n[remote "planted"]\n\turl = "file:///nowhere"\n\tpromisor = true\n\tuploadpack = "${command.replace(/[\\"]/g, '\\$&')}"\n`;
}
