import { readFile } from 'node:fs/promises';
import { UsageError } from '@cip/runtime';

/** The secret in a file, without the line's end. Throws `UsageError` when a header cannot hold it. */
export async function webhookSecret(file: string): Promise<string> {
  const secret = (await readText(file)).trim();
  if (/^[\w.~+/-]+=*$/.test(secret)) return secret;
  throw new UsageError(
    `--alert-webhook-secret-file ${file}: there is no secret in it that a header can hold`,
    'Write one line of letters, digits and -._~+/ into it, such as what "openssl rand -hex 32" prints.',
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const said = `--alert-webhook-secret-file ${file}: it cannot be read`;
    throw new UsageError(said, 'Check the name and the rights to read it.', { cause });
  }
}
