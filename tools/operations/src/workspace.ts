import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';

export const workspace = fileURLToPath(new URL('../../../', import.meta.url));

/** A file below `docs/operations`. */
export function operationsFile(name: string): string {
  return path.join(workspace, 'docs/operations', name);
}

/** The text of a file below `docs/operations`. */
export function operationsText(name: string): string {
  return readFileSync(operationsFile(name), 'utf8');
}

/** The YAML documents of a file below `docs/operations`. Its schema is for the caller to check. */
export function operationsYaml(name: string): unknown[] {
  return loadAll(operationsText(name));
}

/** The text of a page below `docs/concepts`. */
export function conceptText(name: string): string {
  return readFileSync(path.join(workspace, 'docs/concepts', name), 'utf8');
}
