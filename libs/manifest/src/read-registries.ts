import { sortBy } from 'es-toolkit/array';
import type { CheckedFile } from './check-file.js';
import type { FileProblem } from './file-problems.js';
import { isSource } from './is-source.js';
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

/** Reads the list of registries; entries with the same name are one, and it is the source if one of them is. */
export function readRegistries({ file, root, broken }: CheckedFile): Registries {
  if (broken.file) return { destinations: [], repeated: [], problems: [] };
  const list = entryOf(root, 'registries')?.value;
  const byName = new Map<string, NamedRegistry>();
  const repeated: RegistryEntry[] = [];
  const warnings: FileProblem[] = [];
  let isSourceBroken = false;
  for (const block of itemsOf(list)) {
    if (broken.hasBlock(block)) {
      isSourceBroken ||= isSource(block);
      continue;
    }
    const entry = registryEntry(block, file);
    if (textUnder(block, 'name') !== entry.name) warnings.push(withSlash(entry));
    const known = byName.get(entry.name);
    if (known) repeated.push(entry);
    byName.set(entry.name, merged(known, { entry, isSource: isSource(block) }));
  }
  const registries = sortBy([...byName.values()], [({ entry }) => entry.name]);
  const sources = registries.filter((registry) => registry.isSource).map(({ entry }) => entry);
  const destinations = registries.filter((registry) => !registry.isSource).map(({ entry }) => entry);
  const [source, ...others] = sources.toSorted((a, b) => a.place.offset - b.place.offset);
  if (!source) {
    // What is wrong with the source has been said where it stands.
    const missing = isSourceBroken ? [] : [noSource(list?.offset ?? 0)];
    return { destinations, repeated, problems: [...warnings, ...missing] };
  }
  const again = repeated.find(({ name }) => name === source.name);
  const errors = [
    ...others.map((other) => secondSource(source, other)),
    ...(again ? [ownDestination(source, again)] : []),
  ];
  return {
    ...(errors.length === 0 && { source }),
    destinations,
    repeated,
    problems: [...warnings, ...errors],
  };
}

function registryEntry(block: YamlNode, file: CheckedFile['file']): RegistryEntry {
  const name = (textUnder(block, 'name') ?? '').replace(/\/$/, '');
  const serviceAccount = textUnder(block, 'service-account') ?? '';
  return { name, ...(serviceAccount !== '' && { serviceAccount }), place: { file, offset: block.offset } };
}

function merged(first: NamedRegistry | undefined, second: NamedRegistry): NamedRegistry {
  if (!first) return second;
  return { entry: { ...second.entry, ...first.entry }, isSource: first.isSource || second.isSource };
}

function withSlash({ name, place }: RegistryEntry): FileProblem {
  return {
    rule: 'registry-spelling',
    severity: 'warning',
    message: `${name}/ is taken as ${name}`,
    remedy: 'Remove the slash at the end.',
    offset: place.offset,
    touches: { registry: name },
  };
}

function ownDestination(source: RegistryEntry, again: RegistryEntry): FileProblem {
  return {
    rule: 'one-source',
    message: `${source.name} is the source (line ${positionOf(source.place).line}) and is listed again, so it would be its own destination`,
    remedy: 'Correct the name, or remove one of the entries.',
    offset: again.place.offset,
    touches: {},
  };
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
