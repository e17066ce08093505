/** Caps on what a registry may send; anything larger is refused as `TOO_LARGE`. */
export interface Limits {
  /** Bytes of one manifest; default 4 MiB (distribution-spec v1.1, "Pushing manifests"). */
  readonly manifestBytes: number;
  /** Bytes of one page of a listing; default 64 MiB, for the Google extension lists everything on one page. */
  readonly pageBytes: number;
  /** Pages of one listing; default 10 000. */
  readonly pages: number;
  /** Tags and manifests of one listing; default 2 000 000. */
  readonly entries: number;
}

export const defaultLimits: Limits = {
  manifestBytes: 4 * 1024 * 1024,
  pageBytes: 64 * 1024 * 1024,
  pages: 10_000,
  entries: 2_000_000,
};
