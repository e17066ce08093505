import type { SigningConfiguration } from '@cip/configuration';
import type { Desired } from '@cip/plan';
import type { PromisedImage } from '@cip/provenance';
import { createServiceClient } from '@cip/registry';
import { isInTurn } from '../in-turn.js';
import type { ReadManifests } from '../read-manifests.js';
import type { PromotionRequest } from '../request.js';
import { findUnsigned } from './find-unsigned.js';
import { UnrecognizableError } from './own-signer.js';
import { signsNothing } from './unrecognizable.js';
import { openSigner } from './open-signer.js';
import type { OpenSigning } from './open-signing.js';
import { PlannedSigning } from './planned-signing.js';
import { prepareSigning, type SigningProcess } from './prepare-signing.js';
import { homelessText, promisedDigests } from './promised-digests.js';
import { serviceSettings } from './service-settings.js';
import { SigningBudget } from './signing-budget.js';

type Request = Pick<PromotionRequest, 'manifests' | 'attachedWithin' | 'registry'>;

/**
 * Prepares what signs in a promotion; reads neither a private key nor a token. Throws `UsageError` for a configuration that is of no
 * use.
 */
export async function preparePromotionSigning(
  request: Request,
  signing: SigningConfiguration,
  manifests: ReadManifests,
  desired: Pick<Desired, 'repositories'>,
  process: SigningProcess,
): Promise<OpenSigning> {
  const { tree, configuration } = manifests;
  const { digests: promised, homeless } = promisedDigests(tree, configuration.attached);
  const now = Date.now();
  const isWanted = ({ source, isNew }: PromisedImage): boolean =>
    isNew || isInTurn(source, request.attachedWithin, now);
  const prepared = await prepareSigning(request, signing, manifests, process).catch(orUnrecognizable);
  if (prepared instanceof UnrecognizableError) return signsNothing(prepared, promised, isWanted);
  const { own, what } = prepared;
  const filled = new Set(desired.repositories.map(({ name }) => name));
  const { env, signal } = process;
  const open: OpenSigning['open'] = ({ reading, writing }) => {
    const services = createServiceClient(serviceSettings(request.registry));
    const signer = openSigner(prepared, { client: services, environment: env, signal });
    const context = {
      ...{ reading, own, toMake: prepared.toMake(reading) },
      writing: writing && { registry: writing, signer },
      budget: new SigningBudget(),
      options: { signal },
    };
    return {
      findUnsigned: findUnsigned({
        ...{ promised, what, reading, own, signal },
        isWanted,
        isFilled: (repository) => filled.has(repository),
      }),
      begin: (outcomeOf, onOutcome) =>
        writing && new PlannedSigning({ context, promised, outcomeOf, onOutcome }),
      close: () => services.close(),
    };
  };
  return { warnings: [...prepared.warnings, ...homeless.map(homelessText)], open };
}

/** Sigstore out of reach must not hold up a promotion. */
function orUnrecognizable(error: unknown): UnrecognizableError {
  if (error instanceof UnrecognizableError) return error;
  throw error;
}
