import type { Policy } from './policy.js';

/** A registry of `stagingRegistries`: sources are `parent/NAME`, with a name that begins with `stem`. */
interface StagingRegistry {
  readonly parent: string;
  readonly stem: string;
}

/** The sources that a folder may have where nothing else is configured for it: one in each staging registry that takes its name. */
export function sourcesFor(folder: string, { stagingRegistries }: Policy): readonly string[] {
  return stagingRegistries
    .map(read)
    .filter(({ stem }) => folder.startsWith(stem))
    .map(({ parent }) => `${parent}/${folder}`);
}

/** True for what may be the source of some folder. */
export function isStaging(source: string, { stagingRegistries }: Policy): boolean {
  const end = source.lastIndexOf('/');
  const [above, name] = [source.slice(0, Math.max(end, 0)), source.slice(end + 1)];
  return stagingRegistries.map(read).some(({ parent, stem }) => above === parent && name.startsWith(stem));
}

/** `gcr.io/staging-*` has its stem behind the last slash; `gcr.io/staging` takes any name below it. */
function read(text: string): StagingRegistry {
  if (!text.endsWith('*')) return { parent: text, stem: '' };
  const end = text.lastIndexOf('/');
  return { parent: text.slice(0, end), stem: text.slice(end + 1, -1) };
}
