import { type GitRepository, imagesYaml, registriesYaml } from '@cip/testing';

/** Files by their paths in the tree; undefined: there is no such file. */
export type Files = Readonly<Record<string, string | undefined>>;

/** Where a finding is expected. */
export interface Mark {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const sign = '»';

/** Takes the signs `»` out of files, and tells where they stood. */
export function unmark(files: Files): { readonly files: Files; readonly marks: readonly Mark[] } {
  const marks = Object.entries(files).flatMap(([file, text]) => marksOf(file, text ?? ''));
  const plain = Object.entries(files).map(([file, text]) => [file, text?.replaceAll(sign, '')] as const);
  return { files: Object.fromEntries(plain), marks };
}

function marksOf(file: string, text: string): Mark[] {
  return text.split('\n').flatMap((line, i) => {
    const at = line.indexOf(sign);
    return at === -1 ? [] : [{ file, line: i + 1, column: at + 1 }];
  });
}

export const digests = {
  a: `sha256:${'a'.repeat(64)}`,
  b: `sha256:${'b'.repeat(64)}`,
} as const;

/** `promoter-manifest.yaml` of the subproject foo, and of others. */
export const registries = 'manifests/foo/promoter-manifest.yaml';
export const images = 'images/foo/images.yaml';

/** A tree that no rule complains about. */
export const sound: Files = {
  [registries]: registriesYaml({ source: 'gcr.io/foo', destinations: ['us.gcr.io/prod/foo'] }),
  [images]: imagesYaml({ tool: { [digests.a]: ['v1.0.0'] } }),
};

/** The files that there are. */
export function textsOf(files: Files): Readonly<Record<string, string>> {
  const there = Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
  return Object.fromEntries(there) as Readonly<Record<string, string>>;
}

/** Replaces all files of a tree in the folder `tree` of a repository, and stages them. */
export async function writeTreeInto(
  repository: GitRepository,
  files: Files,
  before: Files = {},
): Promise<void> {
  const all = { ...Object.fromEntries(Object.keys(before).map((name) => [name, undefined])), ...files };
  const existing = Object.entries(all).filter(
    ([name, text]) => text !== undefined || before[name] !== undefined,
  );
  await repository.write(Object.fromEntries(existing.map(([name, text]) => [`tree/${name}`, text])));
  await repository.stage();
}
