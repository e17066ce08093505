import { sortBy } from 'es-toolkit/array';
import type { CheckedFile } from './check-file.js';
import type { FileProblem } from './file-problems.js';
import { yamlBooleans } from './manifest-schemas.js';
import { positionOf } from './position.js';
import type { RegistryEntry } from './promotion-manifest.js';
import { entryOf, itemsOf, textUnder, type YamlNode } from './yaml-node.js';

/** The sound registries of a manifest. `source` is absent when there is not exactly one. */
export interface Registries {
  readonly source?: RegistryEntry;
  readonly destinations: readonly RegistryEntry[];
  readonly repeated: readonly RegistryEntry[];
  readonly problems: readonly FileProblem[];
}

interface NamedRegistry {
  readonly entry: RegistryEntry;
  readonly isSource: boolean;
}

const trueTexts: ReadonlySet<string> = new Set(yamlBooleans.true);

/** Reads the list of registries; entries with the same name are one, and it is the source if one of them is. */
export function readRegistries({ file, root, broken }: CheckedFile): Registries {
  if (broken.file) return { destinations: [], repeated: [], problems: [] };
  const list = entryOf(root, 'registries')?.value;
  const byName = new Map<string, NamedRegistry>();
  const repeated: RegistryEntry[] = [];
  for (const block of itemsOf(list)) {
    if (broken.hasBlock(block)) continue;
    const entry = registryEntry(block, file);
    const known = byName.get(entry.name);
    if (known) repeated.push(entry);
    byName.set(entry.name, merged(known, { entry, isSource: isSource(block) }));
  }
  const registries = sortBy([...byName.values()], [({ entry }) => entry.name]);
  const sources = registries.filter((registry) => registry.isSource).map(({ entry }) => entry);
  const destinations = registries.filter((registry) => !registry.isSource).map(({ entry }) => entry);
  const [source, ...others] = sources.toSorted((a, b) => a.place.offset - b.place.offset);
  if (!source) return { destinations, repeated, problems: [noSource(list?.offset ?? 0)] };
  const problems = others.map((other) => secondSource(source, other));
  return { ...(problems.length === 0 && { source }), destinations, repeated, problems };
}

function registryEntry(block: YamlNode, file: CheckedFile['file']): RegistryEntry {
  const name = textUnder(block, 'name') ?? '';
  const serviceAccount = textUnder(block, 'service-account') ?? '';
  return { name, ...(serviceAccount !== '' && { serviceAccount }), place: { file, offset: block.offset } };
}

function isSource(block: YamlNode): boolean {
  return trueTexts.has(textUnder(block, 'src') ?? 'false');
}

function merged(first: NamedRegistry | undefined, second: NamedRegistry): NamedRegistry {
  if (!first) return second;
  return { entry: { ...second.entry, ...first.entry }, isSource: first.isSource || second.isSource };
}

function noSource(offset: number): FileProblem {
  return {
    rule: 'one-source',
    message: 'no registry is marked as the source',
    remedy: 'Write "src: true" at the staging registry.',
    offset,
    touches: {},
  };
}

function secondSource(first: RegistryEntry, second: RegistryEntry): FileProblem {
  const [a, b] = [first, second].map(({ name, place }) => `${name} (line ${positionOf(place).line})`);
  return {
    rule: 'one-source',
    message: `two registries are marked as the source: ${a} and ${b}`,
    remedy: 'Write "src: true" at the staging registry only.',
    offset: second.place.offset,
    touches: {},
  };
}
