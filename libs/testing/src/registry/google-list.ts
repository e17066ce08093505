import { readManifest } from '@cip/oci';
import { type Answer } from './answer.js';
import { cutPage, pageAnswer, type PagingOptions } from './paging.js';
import type { RegistryRequest } from './request.js';
import type { Store, StoredManifest, StoredRepository } from './store.js';

/**
 * tags/list in the form of gcr.io and Artifact Registry: all manifests, untagged ones too, and the next path
 * components below. A path without content answers 200 with empty lists. `n` is ignored; with a page size the
 * tags are cut, and manifests and children come with the first page.
 */
export function serveGoogleList(
  store: Store,
  request: RegistryRequest,
  origin: string,
  paging: PagingOptions = {},
): Answer {
  const { repository } = request;
  const stored = store.repositories.get(repository);
  const tags = [...(stored?.tags.keys() ?? [])].sort();
  const page = cutPage(tags, request, origin, { ...paging, ignoreN: true });
  return pageAnswer(page, ({ names, first }) => ({
    child: first ? childrenOf(store, repository) : [],
    manifest: first && stored ? manifestsOf(stored) : {},
    name: repository,
    tags: names,
  }));
}

function childrenOf(store: Store, path: string): string[] {
  const below = [...store.repositories.keys()].filter((name) => name.startsWith(`${path}/`));
  return [...new Set(below.map((name) => name.slice(path.length + 1).split('/', 1)[0] ?? ''))].sort();
}

function manifestsOf(stored: StoredRepository): Record<string, unknown> {
  const entries = [...stored.manifests].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([digest, manifest]) => {
      const tags = [...stored.tags].filter(([, target]) => target === digest).map(([tag]) => tag);
      return [digest, describe(digest, manifest, tags.sort())];
    }),
  );
}

function describe(digest: string, manifest: StoredManifest, tag: readonly string[]): unknown {
  return {
    imageSizeBytes: `${imageSize(digest, manifest)}`,
    layerId: '',
    mediaType: manifest.mediaType,
    tag,
    timeCreatedMs: '0',
    timeUploadedMs: `${manifest.uploadedAt}`,
  };
}

function imageSize(digest: string, { bytes, mediaType }: StoredManifest): number {
  try {
    const size = bytes.byteLength;
    const { blobs } = readManifest({
      bytes,
      descriptor: { digest: digest as `sha256:${string}`, mediaType, size },
    });
    return blobs.reduce((sum, blob) => sum + blob.size, 0);
  } catch {
    return 0;
  }
}
