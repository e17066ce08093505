/**
 * What is wrong with a backup, for code. `missing`: it has no such snapshot. `incomplete`: the snapshot was never
 * finished. `broken`: what is there is not what a snapshot consists of. `unsupported`: a newer format. `foreign`: it holds
 * snapshots of another prefix of production, or in another layout.
 */
export type BackupErrorCode = 'missing' | 'incomplete' | 'broken' | 'unsupported' | 'foreign';

/** A backup, or a snapshot in it, that cannot be used. The message says which and what to do. */
export class BackupError extends Error {
  constructor(
    readonly code: BackupErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BackupError';
  }
}
