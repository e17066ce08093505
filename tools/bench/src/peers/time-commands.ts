import { spawn } from 'node:child_process';
import type { Command } from './contenders.js';

/** Of what a command that failed wrote to stderr. */
const mostLines = 20;
const mostCharacters = 20_000;

/** Runs commands one after another, without credentials; the answer is in milliseconds. Throws when one fails. */
export async function timeCommands(commands: readonly Command[], folder: string): Promise<number> {
  const start = performance.now();
  for (const command of commands) await run(command, folder);
  return performance.now() - start;
}

async function run({ program, args }: Command, folder: string): Promise<void> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, DOCKER_CONFIG: folder };
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let said = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(-mostCharacters)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with exit code ${code}:
${lastLines(said)}`);
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-mostLines).join('\n');
}
