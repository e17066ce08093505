/** The directory of a backup that is a layout. */
export function directoryOf(name: string): string | undefined {
  return name.startsWith('oci:') ? name.slice('oci:'.length) : undefined;
}
