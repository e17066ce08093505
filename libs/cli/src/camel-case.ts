/** The name under which commander keeps a flag: `--rps-per-host` is `rpsPerHost`. */
export function camelCase(flag: string): string {
  return flag.replace(/^--/, '').replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
