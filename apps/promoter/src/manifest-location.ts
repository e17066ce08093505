import { flag, type Given, noManifests, onlyGiven } from '@cip/cli';
import { envName } from '@cip/runtime';
import { type LocalManifests, localManifests, treeIn } from '@cip/source';
import { Argument, type Command, type Option } from 'commander';

/** Where the manifests are, as an argument. */
export function manifestArgument(): Argument {
  return new Argument(
    '[manifests]',
    'directory of a thin manifest tree, or a plain manifest (*.yaml); default: the working directory, if it holds a tree',
  );
}

/** The same as flags; `start` begins what is said of them where there is no such argument. */
export function locationFlags(start = 'the same, as kpromo has it: '): Option[] {
  return [
    flag('--thin-manifest-dir <dir>', `${start}a thin manifest tree`, 'manifests'),
    flag('--manifest <file>', `${start}a plain manifest`, 'manifests'),
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
  readonly location: LocalManifests;
}

/**
 * What {@link manifestArgument} and {@link locationFlags} say; what is typed beats what variables say. Throws `UsageError` when
 * two say different things, or nothing says anything and the working directory holds no tree.
 */
export function toLocation(command: Command, argument: string | undefined): LocalManifests {
  const location = onlyGiven(namedIn(command, argument))?.location ?? treeIn('.');
  if (!location) throw noManifests('cip', command);
  const { revision } = command.opts<Flags>();
  return revision === undefined ? location : { ...location, revision };
}

/** Whether anybody said where manifests are. */
export function namesLocation(command: Command, argument: string | undefined): boolean {
  return namedIn(command, argument).length > 0;
}

function namedIn(command: Command, argument: string | undefined): Named[] {
  const { thinManifestDir, manifest } = command.opts<Flags>();
  const named: Named[] = [];
  if (argument !== undefined)
    named.push({ as: `the argument ${argument}`, location: localManifests(argument), isTyped: true });
  const add = (option: string, flagName: string, location: LocalManifests): void => {
    const isTyped = command.getOptionValueSource(option) === 'cli';
    named.push({ as: isTyped ? flagName : envName(flagName), location, isTyped });
  };
  if (thinManifestDir !== undefined) {
    add('thinManifestDir', '--thin-manifest-dir', { kind: 'tree', directory: thinManifestDir });
  }
  if (manifest !== undefined) add('manifest', '--manifest', { kind: 'file', file: manifest });
  return named;
}
