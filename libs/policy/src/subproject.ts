import type { PromotionManifest } from '@cip/manifest';
import type { Policy, SubprojectSettings } from './policy.js';

/** True for a manifest that is a file by itself: it has no folder that could tell whose it is. */
export function isPlain({ source }: PromotionManifest): boolean {
  return source.place.file.kind === 'plain-manifest';
}

/** What a policy says about a folder; folders may have the names of what every object has. */
export function settingsOf(folder: string, { subprojects }: Policy): SubprojectSettings {
  return (Object.hasOwn(subprojects, folder) && subprojects[folder]) || {};
}

/** The name of a subproject: that of its folder without `stagingPrefix`. A folder that does not begin with it has none. */
export function nameOf(folder: string, { stagingPrefix }: Policy): string | undefined {
  const name = folder.startsWith(stagingPrefix) ? folder.slice(stagingPrefix.length) : '';
  return name === '' ? undefined : name;
}
