import { lockFile, refuseLinks } from '@cip/runtime';

/** Takes the lock that `--lock` names, if it does; the answer gives it back. Throws `RefusedError` while another has it. */
export async function lockBackup(file: string | undefined): Promise<() => Promise<void>> {
  if (file === undefined) return () => Promise.resolve();
  await refuseLinks(file, `--lock (${file})`);
  return lockFile(file, {
    what: `the lock ${JSON.stringify(file)}`,
    remedy: 'Wait for that run, or have it ended',
  });
}
