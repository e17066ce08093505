import { type Digest, digestOf } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildLayer,
  buildMultiPlatform,
  buildSignature,
  type Image,
  type Layer,
} from '@cip/testing';

const [app] = [buildImage('model a')];
const layer = buildLayer('model, twice');
const nothing = new Uint8Array();
const zeroBytes: Layer = { digest: digestOf(nothing), bytes: nothing, diffId: digestOf(nothing) };

/** What production may hold in a model: one of each kind of content. */
export const pool: readonly Image[] = [
  app,
  ...['b', 'c', 'd'].map((name) => buildImage(`model ${name}`)),
  buildImage('model docker', { format: 'docker' }),
  buildImage('model foreign', { format: 'docker', foreignLayers: 1 }),
  buildImage('model zero bytes', { layers: [zeroBytes] }),
  buildImage('model same layer twice', { layers: [layer, layer] }),
  buildMultiPlatform('model index', { layers: 1 }),
  buildIndex([buildMultiPlatform('model inner', { layers: 1 }), buildImage('model beside')]),
  buildArtifact('model sbom', { subject: app.descriptor }),
];

/** Is there from the start, and stays. */
export const always = buildImage('model, always there');

/** Registries of the distribution project do not take it. */
export const sha512 = buildImage('model sha512', { algorithm: 'sha512' });

/** As cosign attaches it. */
export const signature = {
  image: buildSignature(app.descriptor),
  tag: `${app.descriptor.digest.replace(':', '-')}.sig`,
};

/** An image of a model, and what it is attached to. */
export type PoolImage = Image & { readonly subject?: Digest };

/** All that a model's production may hold, down to the children. */
export const everything: readonly PoolImage[] = [...pool, sha512, signature.image, always]
  .flatMap((image) => [image, ...descendantsOf(image)])
  .map((image) => ({ ...image, ...subjectOf(image) }));

function subjectOf({ bytes }: Image): { readonly subject?: Digest } {
  const { subject } = JSON.parse(Buffer.from(bytes).toString()) as { subject?: { digest: Digest } };
  return subject ? { subject: subject.digest } : {};
}

/** All that is below an image. */
export function descendantsOf(image: Image): Image[] {
  return image.children.flatMap((child) => [child, ...descendantsOf(child)]);
}
