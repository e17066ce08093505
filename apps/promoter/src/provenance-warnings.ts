import { type ManifestTree, positionOf } from '@cip/manifest';

/** A line for each provenance policy in force, as none of them is evaluated yet. */
export function provenanceWarnings({ manifests }: ManifestTree, ignored: boolean): string[] {
  return manifests.flatMap(({ name, source, provenance }) => {
    if (!provenance) return [];
    const { file, line } = positionOf({ file: source.place.file, offset: provenance.offset });
    const { mode } = provenance;
    return `the provenance policy of ${name} (${file}:${line}, mode ${mode}) is not evaluated: ${effectOf(mode, ignored)}`;
  });
}

function effectOf(mode: 'warn' | 'require', ignored: boolean): string {
  if (mode === 'warn') return 'its images are promoted unverified';
  return ignored
    ? '--ignore-provenance promotes its images unverified'
    : 'its new images are held back (--ignore-provenance promotes them unverified)';
}
