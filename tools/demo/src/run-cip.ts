import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Stage } from './stage.js';

export interface CipRun {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  /** Both streams, as they came. */
  readonly output: string;
}

const longest = 60_000;

/** Runs the built command in the checkout. It gets none of the variables that would change what it does. */
export async function runCip(stage: Stage, args: readonly string[], signal: AbortSignal): Promise<CipRun> {
  signal.throwIfAborted();
  const main = path.join(stage.workspace, 'dist/apps/promoter/main.js');
  const child = spawn(process.execPath, [main, ...args], {
    cwd: stage.workspace,
    env: environment(stage),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longest,
  });
  const stop = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  const collect = (text: string): void => void (output += text);
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    signal.throwIfAborted();
    return { exitCode: exitCode ?? undefined, output };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function environment(stage: Stage): NodeJS.ProcessEnv {
  const ofCi: ReadonlySet<string> = new Set(['ARTIFACTS', 'JOB_TYPE', 'PULL_BASE_SHA', 'NODE_OPTIONS']);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('CIP_') && !name.startsWith('GIT_') && !ofCi.has(name),
  );
  // A folder without a config.json: the registries of the demo are asked as nobody.
  return { ...Object.fromEntries(inherited), DOCKER_CONFIG: stage.manifests.folder };
}
