import { accessHelp, type AskedAs, reportWaits, withLimits } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import {
  type AccessHelp,
  createRegistry,
  type CredentialProvider,
  defaultCredentials,
  type ReadOnlyRegistry,
  type WaitEvent,
  type WriteOnceRegistry,
} from '@cip/registry';
import type { Logger } from '@cip/runtime';
import type { ReadManifests } from './read-manifests.js';
import type { PromotionRequest } from './request.js';
import { serviceAccounts } from './service-accounts.js';

/** How registries are to be spoken to, and as whom. */
type Identity = Pick<PromotionRequest, 'credentials' | 'registry'> &
  Partial<Pick<PromotionRequest, 'confirm' | 'asServiceAccounts'>>;

/** What manifests say of registries. */
type Found = Pick<ReadManifests, 'tree' | 'configuration'>;

/** A client with the rights that the request needs and no more: without `--confirm` it cannot write. */
export function openReadOnly(request: Identity, found: Found, log: Logger): ReadOnlyRegistry {
  return createRegistry(optionsOf(request, found, log));
}

export function openWriteOnce(request: Identity, found: Found, log: Logger): WriteOnceRegistry {
  return createRegistry({ ...optionsOf(request, found, log), rights: 'write-once' });
}

function optionsOf(
  request: Identity,
  { tree, configuration }: Found,
  log: Logger,
): PromotionRequest['registry'] & {
  credentials?: CredentialProvider;
  accessHelp: AccessHelp;
  onWait: (event: WaitEvent) => void;
} {
  const isFound = request.credentials === 'found';
  return {
    ...withLimits(request.registry, configuration),
    ...(isFound && { credentials: credentialsOf(request, tree) }),
    accessHelp: accessHelp(isFound ? 'found' : anonymousBy(request)),
    onWait: reportWaits(log),
  };
}

/** The account of the machine, unless the accounts that manifests name were asked for. */
function credentialsOf({ asServiceAccounts = false }: Identity, tree: ManifestTree): CredentialProvider {
  return defaultCredentials(asServiceAccounts ? { serviceAccountFor: serviceAccounts(tree) } : {});
}

/** With `--confirm` only a flag keeps credentials from being used. */
function anonymousBy({ confirm = false }: Identity): AskedAs {
  return confirm ? 'anonymous-by-flag' : 'anonymous-by-default';
}
