import type { RegistrySettings } from '@cip/cli';

/** How the services of Sigstore are spoken to: as patiently as registries. */
export function serviceSettings({
  caFile,
  retryDeadline,
}: RegistrySettings): Pick<RegistrySettings, 'caFile' | 'retryDeadline'> {
  return {
    ...(caFile !== undefined && { caFile }),
    ...(retryDeadline !== undefined && { retryDeadline }),
  };
}
