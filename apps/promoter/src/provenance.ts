import { filesOfTree, openTrust } from '@cip/cli';
import {
  attachedFor,
  type AttachedConfiguration,
  type AttachedRules as Settings,
  isKeptIn,
  signsTags,
} from '@cip/configuration';
import type { ManifestTree } from '@cip/manifest';
import type { Desired } from '@cip/plan';
import { AppliedPolicies, type FindMissing, type Prove } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import { folderOf } from '@cip/source';
import type { LeftBehind } from '@cip/signing';
import type { ReadManifests } from './read-manifests.js';
import { isInTurn } from './in-turn.js';
import type { PromotionRequest } from './request.js';

/** What is asked of attached artifacts in a run. */
export interface Provenance {
  /** Holds new images against provenance policies; absent where none is in force. */
  readonly prove?: Prove;
  /** Finds out what should be attached to images and is not; absent where nothing is kept. */
  readonly findMissing?: FindMissing;
}

/** Is called once registries can be read. */
export type OpenProvenance = (registry: ReadOnlyRegistry, onLeft: (left: LeftBehind) => void) => Provenance;

type Request = Pick<PromotionRequest, 'manifests' | 'ignoreProvenance' | 'attached' | 'attachedWithin'>;

/**
 * Prepares what looks at attached artifacts; where no policy is in force and nothing goes along, that is nothing, and costs no
 * request. Throws `UsageError` when the trust that the project configures cannot be used.
 */
export async function prepareProvenance(
  { tree, configuration }: Pick<ReadManifests, 'tree' | 'configuration'>,
  desired: Desired,
  request: Request,
  signal: AbortSignal,
): Promise<OpenProvenance> {
  const { manifests, ignoreProvenance, attached: isAsked, attachedWithin } = request;
  const settings = new AttachedSettings(desired, configuration.attached, isAsked);
  const isHeld = !ignoreProvenance && hasPolicies(tree);
  if (!isHeld && !settings.isAnyWanted) return () => ({});
  const { revision } = manifests;
  const location = { directory: folderOf(manifests), ...(revision !== undefined && { revision }) };
  const trust = await openTrust(configuration.trust ?? { keys: [] }, filesOfTree(location, { signal }));
  const { AttachedChoice, createProver, findMissing } = await import('@cip/signing');
  const policies = new AppliedPolicies(tree.manifests);
  const now = Date.now();
  return (registry, onLeft) => {
    const shared = { repository: (name: string) => registry.repository(name), onLeft, signal };
    const prove = createProver({ trust, ...shared });
    if (!settings.isAnyWanted) return { prove };
    const choice = new AttachedChoice({
      trust,
      prove,
      policiesOf: (source) => policies.of(source),
      unverified: (source) => settings.unverified(source),
      signsTags: signsTags(configuration.signing),
      ...shared,
    });
    return {
      ...(isHeld && { prove }),
      findMissing: findMissing({
        choice,
        isWanted: ({ source, isNew }, destination) =>
          settings.isKeptIn(destination) && (isNew || isInTurn(source, attachedWithin, now)),
        ...shared,
      }),
    };
  };
}

function hasPolicies({ manifests }: ManifestTree): boolean {
  return manifests.some(({ provenance }) => provenance !== undefined);
}

/** What the configuration says of attached artifacts, by repository. */
class AttachedSettings {
  /** Destination repositories that get them. */
  readonly #kept = new Set<string>();
  /** Source repositories that only let pass what is verified. */
  readonly #refusing = new Set<string>();

  constructor({ repositories }: Desired, configured: AttachedConfiguration | undefined, isAsked: boolean) {
    for (const { name, claims } of repositories) {
      for (const { manifest, source } of claims) {
        const settings = settingsOf(manifest.name, configured, isAsked);
        if (!settings || !isKeptIn(settings, name)) continue;
        this.#kept.add(name);
        // Of two subprojects with one source, the stricter one counts.
        if (settings.unverified === 'refuse') this.#refusing.add(source);
      }
    }
  }

  get isAnyWanted(): boolean {
    return this.#kept.size > 0;
  }

  isKeptIn(destination: string): boolean {
    return this.#kept.has(destination);
  }

  unverified(source: string): 'carry' | 'refuse' {
    return this.#refusing.has(source) ? 'refuse' : 'carry';
  }
}

/** `--attached` asks for what the configuration does not speak of, or says to keep nowhere. */
function settingsOf(
  subproject: string,
  configured: AttachedConfiguration | undefined,
  isAsked: boolean,
): Settings | undefined {
  const settings = attachedFor(subproject, configured);
  if (!isAsked || (settings && settings.keep !== 'none')) return settings;
  const unverified =
    settings?.unverified ??
    configured?.subprojects.get(subproject)?.unverified ??
    configured?.unverified ??
    'refuse';
  return { keep: 'all', unverified };
}
