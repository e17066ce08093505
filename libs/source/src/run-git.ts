import { endingGroup } from './ending-group.js';
import { SourceError } from './source-error.js';

export interface GitOptions {
  /** An existing directory inside the repository. */
  readonly cwd: string;
  /** What git reads on its standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /**
   * Git starts programs that talk to another host. They are without a terminal, so that none of them can ask anything,
   * and an abort ends them, too.
   */
  readonly isRemote?: boolean;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

const most = 1024 ** 3;

// Variables that git sets for its hooks would point at another repository or index.
const environment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  LC_ALL: 'C',
};

/**
 * Runs git to its end, whatever its exit code. Throws {@link SourceError} `GIT_FAILED` when it cannot be run or is
 * killed; an abort rejects with the signal's reason.
 */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitAnswer> {
  const { cwd, input, signal, isRemote = false } = options;
  signal?.throwIfAborted();
  // Most runs need no git: it is not loaded for them.
  const { execa } = await import('execa');
  signal?.throwIfAborted();
  const running = execa('git', args, {
    cwd,
    env: environment,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: most,
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    detached: isRemote,
    ...(signal && !isRemote && { cancelSignal: signal }),
  });
  const result = await (isRemote ? endingGroup(running, signal) : running);
  signal?.throwIfAborted();
  const stderr = new TextDecoder().decode(result.stderr).trim();
  if (result.exitCode !== undefined && !result.isMaxBuffer) {
    return { exitCode: result.exitCode, stdout: result.stdout, stderr };
  }
  throw gitFailed(args, result.shortMessage ?? stderr, result.cause);
}

/** The output of git as text. Throws {@link SourceError} `GIT_FAILED` also when git reports a failure. */
export async function gitOutput(args: readonly string[], options: GitOptions): Promise<string> {
  return new TextDecoder().decode(await gitBytes(args, options));
}

/** The same, as bytes. */
export async function gitBytes(args: readonly string[], options: GitOptions): Promise<Uint8Array> {
  const { exitCode, stdout, stderr } = await runGit(args, options);
  if (exitCode !== 0) throw gitFailed(args, stderr);
  return stdout;
}

function gitFailed(args: readonly string[], reason: string, cause?: unknown): SourceError {
  const remedy = 'Check that git is installed and that it works in this directory.';
  return new SourceError('GIT_FAILED', `git ${args.join(' ')}`, reason || 'it failed', remedy, { cause });
}
