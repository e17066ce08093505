import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const workspace = fileURLToPath(new URL('../../..', import.meta.url));

/** A source file and what it imports, statically or not. */
export interface SourceFile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** A workspace package. */
export interface Project {
  /** Relative to the workspace, such as `libs/oci`. */
  readonly folder: string;
  readonly name: string;
  /** Versions by package, for run time and development. */
  readonly declared: Readonly<Record<string, string>>;
  readonly files: readonly SourceFile[];
}

interface PackageJson {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export function readProjects(): Project[] {
  return ['apps', 'libs', 'tools']
    .flatMap((group) => readdirSync(path.join(workspace, group)).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(path.join(workspace, folder, 'package.json')))
    .map((folder) => {
      const { name, dependencies, devDependencies } = readPackageJson(folder);
      const declared = { ...dependencies, ...devDependencies };
      return { folder, name, declared, files: sourcesIn(folder).map(readSource) };
    });
}

/** What the root declares: tools and libraries of tests that every project may use. */
export function readShared(): Readonly<Record<string, string>> {
  return { ...readPackageJson('.').devDependencies };
}

function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(path.join(workspace, folder, 'package.json'), 'utf8')) as PackageJson;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(workspace, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(file);
    return /\.(ts|mts|mjs)$/.test(entry.name) ? [file] : [];
  });
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(workspace, file), 'utf8');
  return {
    file,
    text,
    imports: ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName),
  };
}
