import { isObject, parseJsonObject } from '../json.js';
import { type Credentials, CredentialsError } from './credentials.js';

const timeout = 30_000;
const mostOutput = 256 * 1024;

/**
 * Asks `docker-credential-<helper> get` (docker/docker-credential-helpers): the server on stdin, JSON on stdout.
 * Undefined when the helper has nothing; throws {@link CredentialsError} with what it says on stderr.
 */
export async function askHelper(
  helper: string,
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(helper))
    throw new CredentialsError(server, `${JSON.stringify(helper)} is no helper's name`);
  const program = `docker-credential-${helper}`;
  const { execa } = await import('execa');
  const result = await execa(program, ['get'], {
    input: server,
    env,
    extendEnv: false,
    timeout,
    maxBuffer: mostOutput,
    reject: false,
  });
  const stdout = typeof result.stdout === 'string' ? result.stdout : '';
  if (!result.failed) return readHelperAnswer(program, server, stdout);
  if (stdout.includes('credentials not found')) return undefined;
  throw new CredentialsError(server, `${program} failed: ${failureOf(result)}`);
}

function readHelperAnswer(program: string, server: string, stdout: string): Credentials {
  const body = parseJsonObject(Buffer.from(stdout));
  const { Username: username, Secret: secret } = isObject(body) ? body : {};
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw new CredentialsError(server, `${program} gave no JSON with Username and Secret`);
  }
  if (username === '<token>') return { kind: 'identity-token', token: secret };
  return { kind: 'basic', username, password: secret };
}

/** Never stdout: that is where secrets are. */
function failureOf(result: {
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly exitCode?: number | undefined;
  readonly stderr?: unknown;
}): string {
  if (result.code === 'ENOENT') return 'it is not installed';
  if (result.timedOut) return `no answer within ${timeout / 1000} s`;
  const said = typeof result.stderr === 'string' ? result.stderr.trim().slice(0, 500) : '';
  return `exit code ${String(result.exitCode ?? result.code)}${said === '' ? '' : `, ${said}`}`;
}
