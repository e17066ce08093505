import type { SigningConfiguration } from '@cip/configuration';
import type { Desired, StepOutcome } from '@cip/plan';
import type { FindUnsigned } from '@cip/provenance';
import { createServiceClient, type ReadOnlyRegistry, type WriteOnceRegistry } from '@cip/registry';
import { isInTurn } from '../in-turn.js';
import type { ReadManifests } from '../read-manifests.js';
import type { PromotionRequest } from '../request.js';
import { findUnsigned } from './find-unsigned.js';
import { openSigner } from './open-signer.js';
import { type OnSigned, PlannedSigning } from './planned-signing.js';
import { prepareSigning, type SigningProcess } from './prepare-signing.js';
import { promisedDigests } from './promised-digests.js';
import { serviceSettings } from './service-settings.js';
import { SigningBudget } from './signing-budget.js';

/** Registries as a promotion has them. */
export interface SigningRegistries {
  readonly reading: ReadOnlyRegistry;
  /** Absent in a dry run. */
  readonly writing: WriteOnceRegistry | undefined;
}

/** What signs in a promotion. */
export interface PromotionSigning {
  readonly findUnsigned: FindUnsigned;
  /** Carries out steps that sign; undefined in a dry run. */
  readonly begin: (
    outcomeOf: (destination: string, position: number) => StepOutcome | undefined,
    onOutcome: OnSigned,
  ) => Pick<PlannedSigning, 'sign' | 'copy'> | undefined;
  /** To be called at the end. */
  readonly close: () => Promise<void>;
}

/** What will sign in a promotion. */
export interface OpenSigning {
  /** Why something that the configuration asks for is not made at all. */
  readonly warnings: readonly string[];
  /** To be called once registries can be read. */
  readonly open: (registries: SigningRegistries) => PromotionSigning;
}

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
  const prepared = await prepareSigning(request, signing, manifests, process);
  const { own, what } = prepared;
  const { digests: promised } = promisedDigests(manifests.tree, manifests.configuration.attached);
  const filled = new Set(desired.repositories.map(({ name }) => name));
  const { env, signal } = process;
  const now = Date.now();
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
        isWanted: ({ source, isNew }) => isNew || isInTurn(source, request.attachedWithin, now),
        isFilled: (repository) => filled.has(repository),
      }),
      begin: (outcomeOf, onOutcome) =>
        writing && new PlannedSigning({ context, promised, outcomeOf, onOutcome }),
      close: () => services.close(),
    };
  };
  return { warnings: prepared.warnings, open };
}
