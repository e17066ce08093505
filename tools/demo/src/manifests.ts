import type { Image } from '@cip/testing';

/** One line of a `dmap`: a digest and its tags. */
export interface Entry {
  readonly name: string;
  readonly image: Image;
  /** None: the digest is promoted without a tag. */
  readonly tags: readonly string[];
}

/** `manifests/shop/promoter-manifest.yaml`. */
export function registriesYaml(source: string, destinations: readonly string[]): string {
  const lines = destinations.map((name) => `  - name: ${name}`);
  return ['registries:', `  - name: ${source}`, '    src: true', ...lines, ''].join('\n');
}

/** `images/shop/images.yaml`. */
export function imagesYaml(entries: readonly Entry[]): string {
  const names = [...new Set(entries.map(({ name }) => name))];
  const blocks = names.map((name) => [
    `- name: ${name}`,
    '  dmap:',
    ...entries.filter((entry) => entry.name === name).map(entryLine),
  ]);
  return `${blocks.flat().join('\n')}\n`;
}

function entryLine({ image, tags }: Entry): string {
  const list = tags.map((tag) => JSON.stringify(tag)).join(', ');
  return `    "${image.descriptor.digest}": [${list}]`;
}
