/** What it took to have a blob in a repository. */
export type BlobOutcome = 'copied' | 'mounted' | 'existing';

/**
 * What a job did with blobs. Jobs that share a blob in one repository do not count it twice: the one that dealt with it
 * first does, so that figures of jobs add up. Bytes are those of the blobs, each counted once it is in place.
 */
export interface BlobFigures {
  readonly blobsCopied: number;
  readonly bytesCopied: number;
  /** From another repository of the registry; no content was sent. */
  readonly blobsMounted: number;
  readonly bytesMounted: number;
  /** Found in the repository. */
  readonly blobsExisting: number;
}

/** Counts blobs for one job. */
export class BlobCounter {
  #figures: BlobFigures = {
    blobsCopied: 0,
    bytesCopied: 0,
    blobsMounted: 0,
    bytesMounted: 0,
    blobsExisting: 0,
  };

  get figures(): BlobFigures {
    return this.#figures;
  }

  /** `size` is in bytes. */
  add(outcome: BlobOutcome, size: number): void {
    const figures = this.#figures;
    const { blobsCopied, bytesCopied, blobsMounted, bytesMounted, blobsExisting } = figures;
    if (outcome === 'copied') {
      this.#figures = { ...figures, blobsCopied: blobsCopied + 1, bytesCopied: bytesCopied + size };
    } else if (outcome === 'mounted') {
      this.#figures = { ...figures, blobsMounted: blobsMounted + 1, bytesMounted: bytesMounted + size };
    } else this.#figures = { ...figures, blobsExisting: blobsExisting + 1 };
  }
}
