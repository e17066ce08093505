import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { flag, type Given, onlyGiven } from '@cip/cli';
import { envName, UsageError } from '@cip/runtime';
import { Argument, type Command, type Option } from 'commander';
import type { ManifestLocation } from './request.js';

/** Where the manifests are, as an argument. */
export function manifestArgument(): Argument {
  return new Argument(
    '[manifests]',
    'directory of a thin manifest tree, or a plain manifest (*.yaml); default: the working directory, if it holds a tree',
  );
}

/** The same as flags. */
export function locationFlags(): Option[] {
  return [
    flag('--thin-manifest-dir <dir>', 'the same, as kpromo has it: a thin manifest tree', 'manifests'),
    flag('--manifest <file>', 'the same, as kpromo has it: a plain manifest', 'manifests'),
    flag('--revision <rev>', 'read the manifests from this Git revision, not as they stand', 'manifests'),
  ];
}

interface Flags {
  readonly thinManifestDir?: string;
  readonly manifest?: string;
  readonly revision?: string;
}

/** One way to say where manifests are. */
interface Named extends Given {
  readonly location: ManifestLocation;
}

/**
 * What the argument and {@link locationFlags} say; what is typed beats what variables say. Throws `UsageError` when two say
 * different things, or nothing says anything and the working directory holds no tree.
 */
export function toLocation(command: Command, argument?: string): ManifestLocation {
  const location = onlyGiven(namedIn(command, argument))?.location ?? treeHere();
  if (!location) {
    throw new UsageError('no manifests given, and the working directory holds no manifest tree', [
      `Name a tree or a file: cip ${command.name()} DIR`,
      'Or change to the directory that has "manifests" and "images" in it.',
    ]);
  }
  const { revision } = command.opts<Flags>();
  return revision === undefined ? location : { ...location, revision };
}

/** Whether anybody said where manifests are. */
export function namesLocation(command: Command, argument?: string): boolean {
  return namedIn(command, argument).length > 0;
}

function namedIn(command: Command, argument: string | undefined): Named[] {
  const { thinManifestDir, manifest } = command.opts<Flags>();
  const named: Named[] = [];
  if (argument !== undefined)
    named.push({ as: `the argument ${argument}`, location: locationOf(argument), isTyped: true });
  const add = (option: string, flagName: string, location: ManifestLocation): void => {
    const isTyped = command.getOptionValueSource(option) === 'cli';
    named.push({ as: isTyped ? flagName : envName(flagName), location, isTyped });
  };
  if (thinManifestDir !== undefined) {
    add('thinManifestDir', '--thin-manifest-dir', { kind: 'tree', directory: thinManifestDir });
  }
  if (manifest !== undefined) add('manifest', '--manifest', { kind: 'file', file: manifest });
  return named;
}

/** A directory or a file as it was typed; what is only in a Git revision is told by its name. */
export function locationOf(given: string): ManifestLocation {
  const isFile = isFileOnDisk(given) ?? /\.ya?ml$/i.test(given);
  return isFile ? { kind: 'file', file: given } : { kind: 'tree', directory: given };
}

function isFileOnDisk(given: string): boolean | undefined {
  try {
    return !statSync(given).isDirectory();
  } catch {
    return undefined;
  }
}

/** The folder of a tree, or that of a plain manifest, where its configuration is. */
export function folderOf(location: ManifestLocation): string {
  return location.kind === 'tree' ? location.directory : path.dirname(location.file);
}

function treeHere(): ManifestLocation | undefined {
  const isTree = existsSync('manifests') && existsSync('images');
  return isTree ? { kind: 'tree', directory: '.' } : undefined;
}
