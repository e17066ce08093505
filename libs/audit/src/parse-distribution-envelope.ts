import {
  formatRepositoryName,
  isDigest,
  isObject,
  isTag,
  type RepositoryName,
  whyNotARepository,
} from '@cip/oci';
import type { ChangeEvent } from './change-event.js';
import { MalformedEventError } from './malformed-event-error.js';
import { givenTextAt, idAt, type JsonRecord, recordAt, textAt } from './untrusted-json.js';

/** One notification of an envelope: a change, or nothing that concerns an auditor (pulls, blobs), or nonsense. */
export type Notification =
  | { readonly kind: 'change'; readonly event: ChangeEvent }
  | { readonly kind: 'ignored'; readonly id: string }
  | { readonly kind: 'malformed'; readonly id: string; readonly error: MalformedEventError };

export interface EnvelopeOptions {
  /**
   * Milliseconds since the epoch, by the clock of the auditor: the time of each change. What a registry says is by its own
   * clock, which may be minutes behind, so that nothing would be left of the grace of a change.
   */
  readonly now: number;
  /** The registry by its name in the manifests, given the host that the notification was caused through. */
  readonly nameOf: (host: string) => RegistryByHost;
}

/** A registry as the manifests name it; `isClaimed`: nobody has said what that host is called there. */
export interface RegistryByHost {
  readonly name: string;
  readonly isClaimed: boolean;
}

/**
 * Reads an envelope of a distribution registry (`application/vnd.docker.distribution.events.v1+json`). A push or mount
 * of a blob is ignored, as is a pull; a delete says neither media type nor URL, so each is a change. Throws
 * {@link MalformedEventError} when there are no events in it at all.
 */
export function parseDistributionEnvelope(body: unknown, options: EnvelopeOptions): readonly Notification[] {
  const events = isObject(body) ? body['events'] : undefined;
  if (!Array.isArray(events)) throw new MalformedEventError('the body has no list of "events"');
  return events.map((event: unknown) => notificationOf(isObject(event) ? event : {}, options));
}

function notificationOf(written: JsonRecord, options: EnvelopeOptions): Notification {
  const id = idAt(written, 'id') ?? '';
  try {
    const event = changeOf(id, written, options);
    return event ? { kind: 'change', event } : { kind: 'ignored', id };
  } catch (error) {
    if (error instanceof MalformedEventError) return { kind: 'malformed', id, error };
    throw error;
  }
}

function changeOf(id: string, written: JsonRecord, options: EnvelopeOptions): ChangeEvent | undefined {
  const target = recordAt(written, 'target');
  const action = actionOf(written, target);
  if (!action) return undefined;
  const request = recordAt(written, 'request');
  const { name: registry, isClaimed } = options.nameOf((request && textAt(request, 'host')) ?? '');
  const repository = repositoryOf({ registry, repository: (target && textAt(target, 'repository')) ?? '' });
  return {
    id,
    publishedAt: options.now,
    action,
    repository,
    ...namesIn(target ?? {}, action),
    ...(isClaimed && { isHostClaimed: true }),
  };
}

function actionOf(written: JsonRecord, target: JsonRecord | undefined): ChangeEvent['action'] | undefined {
  switch (textAt(written, 'action')) {
    case 'delete':
      return 'delete';
    case 'push':
    case 'mount':
      return target && isBlob(target) ? undefined : 'insert';
    case 'pull':
      return undefined;
    default:
      throw new MalformedEventError('"action" is none of push, mount, pull and delete');
  }
}

// Whatever is not surely a blob is judged: a manifest of a type that nobody knows must not pass unseen.
function isBlob(target: JsonRecord): boolean {
  if ((givenTextAt(target, 'tag') ?? '') !== '') return false;
  const [, kind] = /\/(manifests|blobs)\/[^/]+$/.exec(textAt(target, 'url') ?? '') ?? [];
  return kind === undefined ? textAt(target, 'mediaType') === 'application/octet-stream' : kind === 'blobs';
}

function repositoryOf(name: RepositoryName): string {
  const reason = whyNotARepository(name);
  if (reason === undefined) return formatRepositoryName(name);
  throw new MalformedEventError(`its repository is not one: ${reason}`);
}

function namesIn(target: JsonRecord, action: ChangeEvent['action']): Pick<ChangeEvent, 'digest' | 'tag'> {
  const digest = givenTextAt(target, 'digest') ?? '';
  const tag = givenTextAt(target, 'tag') ?? '';
  if (digest !== '' && !isDigest(digest)) throw new MalformedEventError('its digest is not one');
  if (tag !== '' && !isTag(tag)) throw new MalformedEventError('its tag is not one');
  // A deletion that names nothing is that of the repository.
  if (digest === '' && tag === '' && action !== 'delete') {
    throw new MalformedEventError('it names neither a digest nor a tag');
  }
  return { ...(isDigest(digest) && { digest }), ...(tag !== '' && { tag }) };
}
