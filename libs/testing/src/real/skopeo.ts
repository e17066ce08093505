import { execa } from 'execa';
import { unavailable } from './availability.js';

/** Runs `skopeo`, a client that is not ours; gives what it printed. Throws execa's error when it fails. */
export async function skopeo(...args: string[]): Promise<Uint8Array> {
  const { stdout } = await execa('skopeo', args, { encoding: 'buffer', stripFinalNewline: false });
  return stdout;
}

/**
 * Why there is no skopeo, for `ctx.skip`; undefined when there is one. `CIP_REQUIRE_REAL_REGISTRY=1` makes that a
 * `RealRegistryRequiredError`.
 */
export async function noSkopeo(): Promise<string | undefined> {
  try {
    await skopeo('--version');
    return undefined;
  } catch {
    const reason = 'skopeo is not installed (apt-get install skopeo)';
    unavailable(reason);
    return reason;
  }
}
