import { flag, list, registryHosts } from '@cip/cli';
import type { SafetyLimits } from '@cip/plan';
import { parseCount, parsePercent } from '@cip/runtime';
import type { Command, Option } from 'commander';

/** When `promote --confirm` does nothing on a registry before a human has looked. */
export function safetyFlags(): Option[] {
  return [
    flag(
      '--max-steps <n>',
      'stop on a registry that needs more steps than this, if --max-change is exceeded, too',
      'safety',
    ).default('500'),
    flag(
      '--max-change <percent>',
      'how much of what is promised on a registry may need a step, beyond --max-steps',
      'safety',
    ).default('20%'),
    flag(
      '--fill <host[:port]>',
      'fill this new registry, however many steps it takes; repeatable',
      'safety',
    ).argParser(list),
  ];
}

interface Flags {
  readonly maxSteps: string;
  readonly maxChange: string;
  readonly fill?: readonly string[];
}

/** What {@link safetyFlags} were set to. Throws `UsageError` naming the flag. */
export function toSafetyLimits(command: Command): Pick<SafetyLimits, 'maxSteps' | 'maxChange' | 'fill'> {
  const { maxSteps, maxChange, fill = [] } = command.opts<Flags>();
  return {
    maxSteps: parseCount(maxSteps, '--max-steps', { min: 0 }),
    maxChange: parsePercent(maxChange, '--max-change') / 100,
    fill: new Set(registryHosts(fill, '--fill')),
  };
}
