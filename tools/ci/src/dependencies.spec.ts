import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Project, readProjects, readShared, workspace } from './workspace-projects.js';

const projects = readProjects();
const shared = readShared();

/** Specs of any project may use it without a word. */
const everywhere = '@cip/testing';

function packagesImportedBy({ name, files }: Project): string[] {
  const names = files
    .flatMap(({ imports }) => imports)
    .filter((one) => !/^(\.|node:)/.test(one))
    .map((one) => one.split('/', one.startsWith('@') ? 2 : 1).join('/'));
  return [...new Set(names)].filter((one) => one !== name);
}

describe.each(projects)('$folder', (project) => {
  const imported = packagesImportedBy(project);
  const declared = Object.keys(project.declared);

  it('imports each package that it declares', () => {
    expect(declared.filter((name) => !imported.includes(name))).toEqual([]);
  });

  it('declares each package that it imports', () => {
    const known = [...declared, ...Object.keys(shared), everywhere];
    expect(imported.filter((name) => !known.includes(name))).toEqual([]);
  });
});

const isOurs = (name: string): boolean => name.startsWith('@cip/');

interface Declaration {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

const thirdParty: readonly Declaration[] = [
  { folder: '', declared: shared },
  ...projects.map(({ folder, declared }) => ({ folder, declared })),
].flatMap(({ folder, declared }) =>
  Object.entries(declared)
    .filter(([name]) => !isOurs(name))
    .map(([name, version]) => ({ name, version, folder })),
);

it('every third-party package has one exact version in the whole workspace', () => {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of thirdParty)
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  const loose = [...versions].filter(
    ([, all]) => all.size > 1 || ![...all].every((one) => /^\d[^ ]*$/.test(one)),
  );
  expect(loose).toEqual([]);
});

describe('docs/architecture/dependencies.md', () => {
  const page = readFileSync(path.join(workspace, 'docs/architecture/dependencies.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(
    ([, name = '', licence = '', reason = '']) => ({ name, licence, reason }),
  );

  it('lists every third-party package and every override once, and nothing else', () => {
    const { overrides } = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8')) as {
      readonly overrides: Readonly<Record<string, string>>;
    };
    const wanted = new Set([...thirdParty.map(({ name }) => name), ...Object.keys(overrides)]);
    expect(rows.map(({ name }) => name).sort()).toEqual([...wanted].sort());
  });

  it('gives each licence as the lockfile does', () => {
    const { packages } = JSON.parse(readFileSync(path.join(workspace, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly license?: string }>>;
    };
    const licenceOf = (name: string): string | undefined => {
      const folder = thirdParty.find((one) => one.name === name)?.folder ?? '';
      return (packages[`${folder}/node_modules/${name}`] ?? packages[`node_modules/${name}`])?.license;
    };
    expect(rows.filter(({ name, licence }) => licenceOf(name) !== licence)).toEqual([]);
  });
});
