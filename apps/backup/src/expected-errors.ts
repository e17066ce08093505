import { LayoutError } from '@cip/layout';
import { DigestMismatchError, InvalidManifestError } from '@cip/oci';
import { RegistryError } from '@cip/registry';
import { ExitCode, ExpectedError } from '@cip/runtime';
import { BackupError, InvalidSnapshotNameError } from '@cip/snapshot';

/** Runs a command; failures that its user can do something about are told as such. */
export async function asExpected<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw expected(error) ?? error;
  }
}

function expected(error: unknown): ExpectedError | undefined {
  if (error instanceof ExpectedError) return undefined;
  if (error instanceof InvalidSnapshotNameError) {
    return told(error, 'Give an hour as "cip-backup list" shows it, or "latest".', ExitCode.usage);
  }
  if (error instanceof BackupError) {
    const exitCode = error.code === 'missing' ? ExitCode.usage : ExitCode.complaint;
    return told(error, 'Nothing was changed. "latest" is the newest complete snapshot.', exitCode);
  }
  if (error instanceof LayoutError) {
    const isWrongName = error.code === 'NOT_FOUND' || error.code === 'NOT_A_LAYOUT';
    if (isWrongName) return told(error, 'Nothing was changed.', ExitCode.usage);
    return told(error, 'What was in the directory before is untouched.', ExitCode.complaint);
  }
  if (error instanceof RegistryError) {
    return told(error, 'Nothing was changed by this request. Run the command again when it can succeed.', 1);
  }
  if (error instanceof DigestMismatchError || error instanceof InvalidManifestError) {
    return told(error, 'Nothing was changed. What the backup holds there is damaged.', ExitCode.complaint);
  }
  return undefined;
}

/** The message is told once: what is behind it is its cause. */
function told({ message, cause }: Error, remedy: string, exitCode: ExitCode): ExpectedError {
  return new ExpectedError(message, remedy, exitCode, cause === undefined ? undefined : { cause });
}
