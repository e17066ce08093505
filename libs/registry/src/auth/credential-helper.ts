import { isObject, onAbort, parseJsonObject } from '@cip/oci';
import { type Credentials, CredentialsError } from './credentials.js';
import { endGroup } from './end-group.js';

/** How long a helper may take, in milliseconds. */
const usualLimit = 30_000;
const mostOutput = 256 * 1024;

/** What a helper is run with. */
export interface HelperCall {
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take, in milliseconds; default 30 000. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks `docker-credential-<helper> get` (docker/docker-credential-helpers): the server on stdin, JSON on stdout.
 * Undefined when the helper has nothing; throws {@link CredentialsError} with what it says on stderr. The limit and an
 * abort end all that it has started, too.
 */
export async function askHelper(
  helper: string,
  server: string,
  { env, limit = usualLimit, signal }: HelperCall,
): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(helper))
    throw new CredentialsError(server, `${JSON.stringify(helper)} is no helper's name`);
  signal?.throwIfAborted();
  const program = `docker-credential-${helper}`;
  const { execa } = await import('execa');
  const running = execa(program, ['get'], {
    input: server,
    env,
    extendEnv: false,
    maxBuffer: mostOutput,
    reject: false,
    detached: true,
  });
  const late = AbortSignal.timeout(limit);
  const result = await endingGroup(running, [late, signal]);
  signal?.throwIfAborted();
  const stdout = typeof result.stdout === 'string' ? result.stdout : '';
  if (!result.failed) return readHelperAnswer(program, server, stdout);
  if (stdout.includes('credentials not found')) return undefined;
  const reason = late.aborted ? `no answer within ${limit / 1000} s` : failureOf(result);
  throw new CredentialsError(server, `${program} failed: ${reason}`);
}

/** Waits for a program that leads a process group; an abort ends the group. */
async function endingGroup<T>(
  running: Promise<T> & { readonly pid?: number },
  ends: readonly (AbortSignal | undefined)[],
): Promise<T> {
  const { pid } = running;
  const cleanUp: (() => void)[] = [];
  const end = (): void => {
    if (pid !== undefined) cleanUp.push(endGroup(pid));
  };
  cleanUp.push(...ends.map((signal) => onAbort(signal, end)));
  try {
    return await running;
  } finally {
    for (const act of cleanUp) act();
  }
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
  readonly exitCode?: number | undefined;
  readonly stderr?: unknown;
}): string {
  if (result.code === 'ENOENT') return 'it is not installed';
  const said = typeof result.stderr === 'string' ? result.stderr.trim().slice(0, 500) : '';
  return `exit code ${String(result.exitCode ?? result.code)}${said === '' ? '' : `, ${said}`}`;
}
