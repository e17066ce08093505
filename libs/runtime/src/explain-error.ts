import { causeChain, messageOf, printable, printableLines, withoutPassword } from '@cip/oci';
import { ExpectedError } from './errors.js';
import { ExitCode } from './exit-code.js';

/** Who is speaking, for the words of an error. */
export interface Program {
  /** As typed: `cip`, `cip-lint`. */
  readonly name: string;
  readonly version?: string;
}

/** What is said about an error that ended the program, and its exit code. */
export interface Explanation {
  readonly text: string;
  readonly exitCode: number;
}

/** An expected error: what, where, what to do. Anything else is a bug, told with its causes and stacks. */
export function explainError(error: unknown, program: Program): Explanation {
  if (error instanceof ExpectedError) return { text: expected(error, program), exitCode: error.exitCode };
  const commander = commanderExit(error);
  if (commander !== undefined) return { text: '', exitCode: commander };
  return { text: bug(error, program), exitCode: ExitCode.bug };
}

function expected(error: ExpectedError, program: Program): string {
  const causes = causeChain(error).slice(1);
  const lines = [
    `${program.name}: ${printableLines(error.message)}`,
    ...causes.map((cause) => `  because: ${printable(messageOf(cause))}`),
    ...error.remedies.map((remedy) => `  ${printable(remedy)}`),
  ];
  return `${withoutPassword(lines.join('\n'))}\n`;
}

function bug(error: unknown, program: Program): string {
  const version = program.version === undefined ? '' : ` ${program.version}`;
  const [first, ...causes] = causeChain(error).map(stackOf);
  const lines = [
    `${program.name}: this is a bug, not something you did wrong.`,
    '',
    first ?? String(error),
    ...causes.map((cause) => `caused by: ${cause}`),
    '',
    `Please report it with the text above, the command that you ran, and: ${program.name}${version}, Node.js ` +
      `${process.version}, ${process.platform} ${process.arch}. Take secrets out first.`,
  ];
  return `${withoutPassword(lines.join('\n'))}\n`;
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? messageOf(error)) : messageOf(error);
  return printableLines(stack);
}

/** Commander has printed help, version or its own complaint before it throws, and asks for 1 where 2 is meant. */
function commanderExit(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('exitCode' in error)) return undefined;
  if (typeof error.code !== 'string' || !error.code.startsWith('commander.')) return undefined;
  return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
}
