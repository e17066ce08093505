import { sortBy } from 'es-toolkit/array';
import { quotedText, scalarText } from './scalar-text.js';

/** What a program has to say of one image. */
export interface ImageContent {
  readonly name: string;
  readonly digests: readonly { readonly digest: string; readonly tags: readonly string[] }[];
}

/** An `images.yaml` in canonical form, with names, digests and tags sorted. A name and a digest stand once. */
export function imagesText(images: Iterable<ImageContent>): string {
  const blocks = sortBy([...images], ['name']).map(block);
  return blocks.length === 0 ? '[]\n' : blocks.join('');
}

/** A destination registry, and who writes to it where that is said. */
export interface DestinationContent {
  readonly name: string;
  readonly serviceAccount?: string;
}

/** A `promoter-manifest.yaml` in canonical form: the source first, and the destinations in the order given. */
export function registriesText(
  source: string,
  destinations: readonly (string | DestinationContent)[],
): string {
  const others = destinations.map((one) => destinationText(typeof one === 'string' ? { name: one } : one));
  return `registries:\n- name: ${scalarText(source)}\n  src: true\n${others.join('')}`;
}

function destinationText({ name, serviceAccount }: DestinationContent): string {
  const account = serviceAccount === undefined ? '' : `  service-account: ${scalarText(serviceAccount)}\n`;
  return `- name: ${scalarText(name)}\n${account}`;
}

function block({ name, digests }: ImageContent): string {
  const head = `- name: ${scalarText(name)}\n  dmap:`;
  if (digests.length === 0) return `${head} {}\n`;
  return `${head}\n${sortBy(digests, ['digest']).map(line).join('')}`;
}

function line({ digest, tags }: ImageContent['digests'][number]): string {
  return `    ${quotedText(digest)}: [${[...tags].sort().map(quotedText).join(', ')}]\n`;
}
