import type { Policy } from './policy.js';
import { nameOf } from './subproject.js';

/** A registry of `stagingRegistries`: sources are `parent/NAME`, with a name that begins with `stem`. */
interface StagingRegistry {
  readonly parent: string;
  readonly stem: string;
}

/**
 * The sources that a folder may have where nothing else is configured for it: in each staging registry the name of the folder,
 * or that of its subproject, without `stagingPrefix`. `folders` are all that there are: two must not have the same source.
 */
export function sourcesFor(folder: string, policy: Policy, folders: ReadonlySet<string>): readonly string[] {
  return policy.stagingRegistries.map(read).flatMap(({ parent, stem }) => {
    const names = stem === '' ? namesOf(folder, policy, folders) : folder.startsWith(stem) ? [folder] : [];
    return names.map((name) => `${parent}/${name}`);
  });
}

/** The name of a folder is not its own where another folder has it for its subproject. */
function namesOf(folder: string, policy: Policy, folders: ReadonlySet<string>): readonly string[] {
  const { stagingPrefix } = policy;
  const isTaken = stagingPrefix !== '' && folders.has(`${stagingPrefix}${folder}`);
  const name = nameOf(folder, policy);
  const names = [...(isTaken ? [] : [folder]), ...(name === undefined ? [] : [name])];
  return [...new Set(names)];
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
