import { readFileSync } from 'node:fs';
import { UsageError } from '@cip/runtime';

/** The text of a PEM file of certificate authorities. Throws `UsageError` when it cannot be read or is no PEM. */
export function readCaFile(file: string): string {
  const text = readText(file);
  if (text.includes('-----BEGIN')) return text;
  throw new UsageError(`--ca-file ${file}: there is no certificate in it`, 'Name a file in PEM form.');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--ca-file ${file}: it cannot be read`,
      'Check the name and the rights to read it.',
      {
        cause: error,
      },
    );
  }
}
