import { describeError } from '@cip/oci';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';
import { TrustError } from './trust.js';

/** Where the trust root of a public instance comes from. */
export interface PublicGoodOptions {
  /** A folder that outlives the run; what is in it is held against the signatures of the repository each time. */
  readonly cache: string;
  /** A TUF repository. Default: that of the Sigstore project. */
  readonly mirror?: string;
  /** The file of the `root.json` that a repository of one's own begins with. Default: the one that the library brings. */
  readonly root?: string;
}

/**
 * The trust root of the public good instance, by The Update Framework: every answer is signed by a root that this program
 * brings along. Throws {@link TrustError} where the repository cannot be reached.
 */
export async function publicGoodRoot({ cache, mirror, root }: PublicGoodOptions): Promise<TrustMaterial> {
  // It brings an HTTP client of its own, which a run without it need not load.
  const { getTrustedRoot } = await import('@sigstore/tuf');
  try {
    const options = {
      ...(mirror !== undefined && { mirrorURL: mirror }),
      ...(root !== undefined && { rootPath: root }),
    };
    return toTrustMaterial(await getTrustedRoot({ cachePath: cache, retry: { retries: 2 }, ...options }));
  } catch (error) {
    throw new TrustError(
      `the trust root of the public Sigstore cannot be had (${describeError(error)}); name a file of it under "trust" in .cip.yaml`,
    );
  }
}
