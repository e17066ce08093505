import { filesOfTree, orWrongLocation } from '@cip/cli';
import type { SigningConfiguration } from '@cip/configuration';
import type { Environment } from '@cip/runtime';
import type { OwnSigner, SignerSettings } from '@cip/signing';
import { folderOf, gitPlace } from '@cip/source';
import type { ReadManifests } from '../read-manifests.js';
import { openOwnSigner } from './own-signer.js';
import type { SignRequest } from './sign-request.js';
import { signerSettings } from './signer-settings.js';
import type { SigningContext } from './signing-context.js';
import { makingOf } from './to-make.js';

/** What a program is given by its process, and its version. */
export interface SigningProcess {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** How signing is done, as manifests and configuration say it. */
export interface Prepared extends Pick<SigningContext, 'toMake'> {
  readonly settings: SignerSettings;
  readonly own: OwnSigner;
}

/** Reads what signing needs besides manifests; neither a private key nor a token. Throws `UsageError` for what is of no use. */
export async function prepareSigning(
  { manifests }: Pick<SignRequest, 'manifests'>,
  signing: SigningConfiguration,
  { tree, configuration }: ReadManifests,
  { env, version, signal }: SigningProcess,
): Promise<Prepared> {
  const folder = folderOf(manifests);
  const at = manifests.revision === undefined ? {} : { revision: manifests.revision };
  const read = filesOfTree({ directory: folder, ...at }, { signal });
  const { signer } = signing;
  const [own, publicKey, git] = await orWrongLocation(() =>
    Promise.all([
      openOwnSigner(signer, configuration.trust, read),
      signer.kind === 'key' ? read(signer.publicKeyFile) : undefined,
      gitPlace(folder, { ...at, signal }),
    ]),
  );
  const listed = configuration.policy.productionRegistries;
  const promised = tree.manifests.flatMap(({ destinations }) => destinations.map(({ name }) => name));
  return {
    own,
    settings: signerSettings(signer, folder, publicKey),
    toMake: makingOf({
      signing,
      productionRegistries: listed.length > 0 ? listed : promised,
      folder,
      git,
      version,
      time: new Date(),
      env,
    }),
  };
}
