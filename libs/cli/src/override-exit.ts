import { withoutPassword } from '@cip/oci';
import type { Command } from 'commander';

/** Lets a command and all below it throw instead of ending the process. What they complain about is shown without passwords. */
export function overrideExit(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      write(withoutPassword(text));
    },
  });
  for (const child of command.commands) overrideExit(child);
}
