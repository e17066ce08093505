import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Console, warnOfConfiguration } from '@cip/cli';
import {
  type DestinationContent,
  destinationsLike,
  emptyTree,
  imagesText,
  registriesText,
} from '@cip/manifest';
import { printable } from '@cip/oci';
import { lint, type Finding } from '@cip/policy';
import { ExitCode, ExpectedError, UsageError } from '@cip/runtime';
import { findingText } from './finding-text.js';
import type { InitRequest } from './init-request.js';
import { parseAgain } from './parse-again.js';
import { pickSubproject } from './pick-subproject.js';
import { type FoundManifests, readLocation } from './read-location.js';
import { writeChange } from './write-change.js';

/** Writes the two files of a new subproject. Resolves with the exit code. */
export async function runInit(request: InitRequest, console: Console, signal: AbortSignal): Promise<number> {
  const { subproject, staging } = request;
  const found = await readTreeOrNone(request, signal);
  warnOfConfiguration(found.configuration, console.log);
  const manifestFile = path.join(found.folder, 'manifests', subproject, 'promoter-manifest.yaml');
  const imagesFile = path.join(found.folder, 'images', subproject, 'images.yaml');
  for (const file of [manifestFile, imagesFile]) await refuseExisting(file);
  const destinations = destinationsOf(request, found, console);
  const files = [
    { file: manifestFile, text: registriesText(staging, destinations) },
    { file: imagesFile, text: imagesText([]) },
  ];
  const warnings = checked(found, files);
  const commit = await writeChange(
    {
      files,
      branch: `subproject-${subproject}`,
      message: `Add the subproject ${subproject}\n\nIt promotes from ${staging}.\n`,
    },
    request,
    signal,
  );
  for (const warning of warnings) console.log.warn(findingText(warning));
  const way = `${subproject} promotes from ${staging} to`;
  const lines = [
    ...files.map(({ file }) => `written: ${file}`),
    '',
    `${way} ${destinations.length} ${destinations.length === 1 ? 'registry' : 'registries'}:`,
    ...destinations.map(({ name }) => `  ${name}`),
  ];
  console.print(
    `${lines.map((line) => `${printable(line)}\n`).join('')}${commit === '' ? '' : `\n${commit}`}`,
  );
  return ExitCode.ok;
}

/** An existing folder that is no tree yet becomes one. */
async function readTreeOrNone(
  { location, policyFile }: InitRequest,
  signal: AbortSignal,
): Promise<FoundManifests> {
  const stats = await stat(location).catch(() => undefined);
  if (stats?.isFile() === true) {
    const remedy = 'Name the directory of a thin manifest tree, or one that is to become a tree.';
    throw new UsageError(`${location}: not a directory`, remedy);
  }
  return readLocation(location, { policyFile, signal, orNone: true });
}

function destinationsOf(
  { destinations, subproject }: InitRequest,
  { tree, policy }: FoundManifests,
  console: Console,
): readonly DestinationContent[] {
  if (!('like' in destinations)) return destinations.map((name) => ({ name }));
  const { like } = destinations;
  if (tree === emptyTree) {
    throw new UsageError(`--like ${like}: there is no subproject yet`, 'Name registries with --to REGISTRY.');
  }
  const other = pickSubproject(tree, like);
  const result = destinationsLike(other, subproject, policy.stagingPrefix);
  if (result.shared > 0) {
    const amount = result.shared === 1 ? 'one registry' : `${result.shared} registries`;
    console.log.warn(
      `${subproject} shares ${amount} with ${other.name}, whose name the paths do not end with: images of the same name ` +
        'would meet there',
    );
  }
  return result.destinations;
}

async function refuseExisting(file: string): Promise<void> {
  if ((await lstat(file).catch(() => undefined)) === undefined) return;
  const remedy =
    'Choose another name, or change the files that are there by hand or with "cip manifest add".';
  throw new UsageError(`${file}: there is such a file already`, remedy);
}

/** Nothing is written that the linter refuses; gives what it warns of. */
function checked(
  found: FoundManifests,
  files: readonly { readonly file: string; readonly text: string }[],
): Finding[] {
  const { policy, pathInTree } = found;
  const written = new Set(files.map(({ file }) => file));
  const today = new Date().toISOString().slice(0, 10);
  const about = lint(parseAgain(found, files), { policy, pathInTree, today }).filter(({ where }) =>
    written.has(where.file),
  );
  const errors = about.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return about.filter(({ severity }) => severity === 'warning');
  throw new ExpectedError('nothing is written: the linter would refuse it', errors.map(findingText));
}
