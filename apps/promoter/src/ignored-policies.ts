import { type ManifestTree, positionOf } from '@cip/manifest';

/** A line for each provenance policy that `--ignore-provenance` leaves out. */
export function ignoredPolicies({ manifests }: ManifestTree): string[] {
  return manifests.flatMap(({ name, source, provenance }) => {
    if (!provenance) return [];
    const { file, line } = positionOf({ file: source.place.file, offset: provenance.offset });
    return `the provenance policy of ${name} (${file}:${line}, mode ${provenance.mode}) is ignored: its images are promoted unverified`;
  });
}
