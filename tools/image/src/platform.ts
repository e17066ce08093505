import type { Platform } from '@cip/oci';
import { UsageError } from '@cip/runtime';

/** `os/architecture` or `os/architecture/variant`. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])].join('/');
}

/** Throws `UsageError`. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  const sound = [os, architecture, variant ?? 'none'].every((part) => /^[\w.-]+$/.test(part));
  if (sound && rest.length === 0) return { os, architecture, ...(variant !== undefined && { variant }) };
  throw new UsageError(
    `--platform ${JSON.stringify(text)}: this is not a platform`,
    'Write it as OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as linux/amd64 or linux/arm64/v8.',
  );
}

/** Whether a platform is one that is wanted; without a variant all of them are. */
export function isPlatform(platform: Platform, wanted: Platform): boolean {
  return (
    platform.os === wanted.os &&
    platform.architecture === wanted.architecture &&
    (wanted.variant === undefined || platform.variant === wanted.variant)
  );
}
