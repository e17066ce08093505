import path from 'node:path';
import { SourceError } from '../source-error.js';
import { endingGroup } from './ending-group.js';
import { remoteEnvironment, repositoryEnvironment } from './git-environment.js';

/** A Git repository with a work tree, named explicitly: git never looks for one. */
export interface GitRepository {
  /** The directory that the work tree begins in, absolute. */
  readonly topLevel: string;
  /** Absolute; in linked work trees and submodules, the file `.git` that names it. */
  readonly gitDirectory: string;
}

/** What every run of git is given. */
export interface GitCall {
  /** What git reads on its standard input. */
  readonly input?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Bytes of output that are taken at most. Default: 64 MiB. */
  readonly largestOutput?: number;
  /** An index to use instead of the repository's own. */
  readonly indexFile?: string;
}

/** Git as it ended, whatever its exit code. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

const mebibyte = 1024 ** 2;

/**
 * What git must not do in a repository whose files anybody may have written. Hooks, monitors and transports would start
 * programs. The same for every command, in front of it.
 */
const precautions: readonly string[] = [
  'safe.bareRepository=explicit',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.sshCommand=false',
  'core.askPass=false',
  'core.splitIndex=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
];

/**
 * Runs git on a local repository to its end, without the network and without the configuration of user and system.
 * Throws {@link SourceError} `GIT_FAILED` when it cannot be run or is killed, `TOO_LARGE` when it says more than it
 * may; an abort rejects with the signal's reason.
 */
export function runGit(
  { topLevel, gitDirectory }: GitRepository,
  args: readonly string[],
  call: GitCall = {},
): Promise<GitAnswer> {
  const where = [`--git-dir=${gitDirectory}`, `--work-tree=${topLevel}`];
  const configured = precautions.flatMap((setting) => ['-c', setting]);
  return start([...configured, ...where, ...args], args, {
    ...call,
    cwd: topLevel,
    env: {
      ...repositoryEnvironment(process.env, path.dirname(topLevel)),
      ...(call.indexFile !== undefined && { GIT_INDEX_FILE: call.indexFile }),
    },
  });
}

/**
 * Runs git on a local repository like {@link runGit}, but with the configuration of the user, which says who commits and
 * how commits are signed.
 */
export function runGitAsUser(
  { topLevel, gitDirectory }: GitRepository,
  args: readonly string[],
  call: GitCall = {},
): Promise<GitAnswer> {
  const where = [`--git-dir=${gitDirectory}`, `--work-tree=${topLevel}`];
  const env = remoteEnvironment(process.env, path.dirname(topLevel), undefined);
  return start([...usersPrecautions(), ...where, ...args], args, { ...call, cwd: topLevel, env });
}

/** {@link precautions} but for what the user's own configuration may say. */
function usersPrecautions(): string[] {
  const own = ['core.sshCommand', 'core.askPass', 'core.attributesFile'];
  return precautions
    .filter((setting) => !own.includes(setting.slice(0, setting.indexOf('='))))
    .flatMap((setting) => ['-c', setting]);
}

/** The output of git. Throws {@link SourceError} `GIT_FAILED` also when git reports a failure. */
export async function gitBytes(
  repository: GitRepository,
  args: readonly string[],
  call?: GitCall,
): Promise<Uint8Array> {
  const { exitCode, stdout, stderr } = await runGit(repository, args, call);
  if (exitCode !== 0) throw gitFailed(args, stderr);
  return stdout;
}

/** Where git that talks to another host works, and how. */
export interface RemoteGitCall extends GitCall {
  readonly cwd: string;
  /** The one protocol that may be spoken, in git's words; undefined: none. */
  readonly protocol?: string;
}

/**
 * Runs git that may talk to another host. The configuration of the user says how (credentials, proxies, certificates).
 * Git starts programs for that: they are without a terminal, so that none of them can ask anything, and an abort ends
 * them, too. Throws like {@link runGit}.
 */
export function runRemoteGit(args: readonly string[], call: RemoteGitCall): Promise<GitAnswer> {
  const { cwd, protocol } = call;
  const env = remoteEnvironment(process.env, path.dirname(cwd), protocol);
  return start([...usersPrecautions(), ...args], args, { ...call, cwd, env, isRemote: true });
}

interface Start extends GitCall {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly isRemote?: boolean;
}

async function start(all: readonly string[], shown: readonly string[], options: Start): Promise<GitAnswer> {
  const { cwd, env, input, signal, isRemote = false, largestOutput = 64 * mebibyte } = options;
  signal?.throwIfAborted();
  // Most runs need no git: it is not loaded for them.
  const { execa } = await import('execa');
  signal?.throwIfAborted();
  const running = execa('git', all, {
    cwd,
    env,
    extendEnv: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: largestOutput,
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    detached: isRemote,
    ...(signal && !isRemote && { cancelSignal: signal }),
  });
  const result = await (isRemote ? endingGroup(running, signal) : running);
  signal?.throwIfAborted();
  if (result.isMaxBuffer) throw tooMuch(shown, largestOutput);
  const stderr = new TextDecoder().decode(result.stderr).trim();
  if (result.exitCode === undefined) throw gitFailed(shown, result.shortMessage ?? stderr, result.cause);
  return { exitCode: result.exitCode, stdout: result.stdout, stderr };
}

function gitFailed(args: readonly string[], reason: string, cause?: unknown): SourceError {
  const remedy = 'Check that git is installed and that it works in this directory.';
  return new SourceError('GIT_FAILED', `git ${args.join(' ')}`, reason || 'it failed', remedy, { cause });
}

function tooMuch(args: readonly string[], most: number): SourceError {
  const reason = `its output is larger than ${most / mebibyte} MiB`;
  const remedy = 'Keep the manifests in a directory with fewer other files.';
  return new SourceError('TOO_LARGE', `git ${args.join(' ')}`, reason, remedy);
}
