import { UsageError } from '@cip/runtime';
import type { Command } from 'commander';

/** The error of a command that needs manifests where nobody named any; `program` is what people type before the command. */
export function noManifests(program: string, command: Command): UsageError {
  const required = command.registeredArguments.filter((argument) => argument.required);
  const words = [
    program,
    command.name(),
    ...required.map((argument) => argument.name().toUpperCase()),
    'DIR',
  ];
  return new UsageError('no manifests given, and the working directory holds no manifest tree', [
    `Name a tree: ${words.join(' ')}`,
    'Or change to the directory that has "manifests" and "images" in it.',
  ]);
}
