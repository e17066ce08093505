import { messageOf } from '@cip/oci';
import { ExitCode } from './exit-code.js';
import { explainError, type Program } from './explain-error.js';
import { type Outputs, watchOutputs } from './outputs.js';
import { printable } from '@cip/oci';

/**
 * Runs a program and ends the process with the exit code that it answers. Errors are explained on standard error; all
 * output has left the process before it ends. A program that waits for nothing any more and never answered is a bug,
 * too: Node would end it with 0.
 */
export async function runMain(main: () => Promise<number>, program: Program): Promise<never> {
  const outputs = watchOutputs();
  const unanswered = (): void => {
    process.exitCode = ExitCode.bug;
    process.stderr.write(explainError(new Error('the program stopped without an answer'), program).text);
  };
  process.once('beforeExit', unanswered);
  const end = async (error: unknown): Promise<never> => {
    const { text, exitCode } = explainError(error, program);
    process.stderr.write(text);
    return exit(exitCode);
  };
  const exit = async (code: number): Promise<never> => {
    const checked = await finalCode(code, outputs, program);
    process.off('beforeExit', unanswered);
    return process.exit(checked);
  };
  let isEnding = false;
  process.on('uncaughtException', (error) => {
    // Whatever is said of it would fail like the first time.
    if (isEnding) process.exit(ExitCode.bug);
    isEnding = true;
    void end(error);
  });
  try {
    return await exit(await main());
  } catch (error) {
    return await end(error);
  }
}

/** A result that nobody could store is no success. */
async function finalCode(code: number, outputs: Outputs, program: Program): Promise<number> {
  await outputs.flush();
  const failure = outputs.failure();
  if (!failure) return code;
  process.stderr.write(
    `${program.name}: standard output cannot be written: ${printable(messageOf(failure))}\n` +
      '  Make room where it goes to, or send it elsewhere.\n',
  );
  await outputs.flush();
  return code === ExitCode.ok ? ExitCode.complaint : code;
}
