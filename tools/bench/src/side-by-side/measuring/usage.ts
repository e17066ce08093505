/** What one run took. */
export interface Usage {
  /** Seconds from the start of the first process to the end of the last. */
  readonly wall: number;
  /** Seconds of processor time of all processes, user and system. */
  readonly cpu: number;
  /** The most memory that was resident in any one process, in bytes. */
  readonly peakMemory: number;
}
