import { type ManifestTree, parseThinTree } from '@cip/manifest';

/** Writes out digests that are shortened to their beginning and an ellipsis: `sha256:1a…`. */
export function withDigests(text: string): string {
  return text.replaceAll(/sha256:([0-9a-f]+)…/g, (_, start: string) => digestOf(start));
}

/** A digest that begins with some hexadecimal characters. */
export function digestOf(start: string): `sha256:${string}` {
  return `sha256:${start.padEnd(64, '0')}`;
}

/** A thin manifest tree of files in YAML, by their paths in it; digests may be shortened. */
export function treeOf(files: Readonly<Record<string, string>>, root = ''): ManifestTree {
  return parseThinTree(
    Object.entries(files).map(([path, text]) => ({
      path,
      shownAs: root === '' ? path : `${root}/${path}`,
      text: withDigests(text),
    })),
  );
}

/** The two files of a subproject; registries without the source, which is `gcr.io/staging-NAME`. */
export function subproject(
  name: string,
  destinations: readonly string[],
  images: string,
): Record<string, string> {
  const registries = destinations.map((registry) => `- name: ${registry}\n`).join('');
  return {
    [`manifests/${name}/promoter-manifest.yaml`]: `registries:\n- name: gcr.io/staging-${name}\n  src: true\n${registries}`,
    [`images/${name}/images.yaml`]: images,
  };
}
