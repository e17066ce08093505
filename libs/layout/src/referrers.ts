import {
  type CallOptions,
  type Descriptor,
  type Digest,
  type ManifestContent,
  parseJsonObject,
  type RawManifest,
} from '@cip/oci';
import type { BlobFiles } from './blob-files.js';
import { GraphWalk } from './graph-walk.js';
import type { IndexFile } from './index-file.js';
import { isStringMap } from './json.js';
import type { LayoutIndex } from './layout-index.js';

type BySubject = ReadonlyMap<Digest, readonly Descriptor[]>;

/**
 * The referrers that a layout keeps for a repository: manifests with a `subject` that its tags reach, by themselves,
 * through an index of the repository, or through a referrers tag. Found by one walk for each state of the index.
 */
export class Referrers {
  #known: { readonly index: LayoutIndex; readonly bySubject: BySubject } | undefined;

  constructor(
    private readonly repository: string,
    private readonly index: IndexFile,
    private readonly blobs: BlobFiles,
  ) {}

  async list(subject: Digest, options: CallOptions = {}): Promise<readonly Descriptor[]> {
    const index = await this.index.read(options);
    if (this.#known?.index !== index) this.#known = { index, bySubject: await this.#walk(index, options) };
    return this.#known.bySubject.get(subject) ?? [];
  }

  async #walk(index: LayoutIndex, options: CallOptions): Promise<BySubject> {
    const bySubject = new Map<Digest, Descriptor[]>();
    const tagged = index.entries.filter(({ name }) => name?.repository === this.repository);
    await new GraphWalk(this.blobs, options).from(
      tagged.map(({ descriptor }) => descriptor),
      {
        missing: () => undefined,
        found: (manifest, content) => {
          const subject = content.subject?.digest;
          if (subject === undefined) return;
          bySubject.set(subject, [...(bySubject.get(subject) ?? []), described(manifest, content)]);
        },
      },
    );
    return bySubject;
  }
}

/** As registries list it (distribution-spec v1.1, "Listing Referrers"). */
function described({ descriptor, bytes }: RawManifest, content: ManifestContent): Descriptor {
  const artifactType =
    content.artifactType ?? (content.kind === 'image' ? content.blobs[0]?.mediaType : undefined);
  const annotations = parseJsonObject(bytes)?.['annotations'];
  return {
    ...descriptor,
    ...(artifactType !== undefined && { artifactType }),
    ...(isStringMap(annotations) && { annotations }),
  };
}
