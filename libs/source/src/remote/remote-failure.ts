import { tmpdir } from 'node:os';
import { withoutPassword } from '@cip/oci';
import { runRemoteGit } from '../git/run-git.js';
import { SourceError } from '../source-error.js';
import type { ResolvedLocation } from './remote-location.js';

/**
 * Why nothing can be fetched, asked without the work folder: UNKNOWN_REVISION or UNREACHABLE. Undefined: the remote is
 * fine, and what failed is something here.
 */
export async function remoteFailure(
  { url, protocol, ref, shownRef, shownUrl }: ResolvedLocation,
  signal: AbortSignal,
): Promise<SourceError | undefined> {
  const { exitCode, stderr } = await runRemoteGit(
    ['-c', 'core.sshCommand=ssh -o BatchMode=yes', 'ls-remote', '--exit-code', '--', url, ref],
    { cwd: tmpdir(), protocol, signal },
  );
  const noSuchRef = 2;
  if (exitCode === 0) return undefined;
  if (exitCode !== noSuchRef) return unreachable(shownUrl, reasonIn(stderr));
  const remedy = 'Check the name of the branch, or push it.';
  return new SourceError('UNKNOWN_REVISION', shownUrl, `${shownRef} is not there`, remedy);
}

/** `reason` is half a sentence. */
export function unreachable(shownUrl: string, reason: string): SourceError {
  const remedy = 'Check the address, the network and the credentials.';
  return new SourceError('UNREACHABLE', shownUrl, reason, remedy);
}

/** What git complains about first; what follows are consequences and advice. */
export function reasonIn(stderr: string): string {
  const complaints = stderr.split('\n').filter((line) => /^(fatal|error|ssh): /.test(line));
  const reason = complaints[0]?.replace(/^(fatal|error): /, '') ?? (stderr || 'git does not say why');
  return withoutPassword(reason);
}
