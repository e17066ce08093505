import type { Environment } from '@cip/runtime';
import { Command } from 'commander';
import { afterEach, expect, it } from 'vitest';
import { addFlags, flag } from './flag.js';
import { flagGiven, onlyFlag } from './given.js';

const variables: string[] = [];

afterEach(() => {
  for (const name of variables.splice(0)) Reflect.deleteProperty(process.env, name);
});

function parsed(args: readonly string[], env: Environment): Command {
  for (const [name, value] of Object.entries(env)) {
    variables.push(name);
    process.env[name] = value;
  }
  const flags = [flag('--since <rev>', 'a value', 'manifests'), flag('--whole', 'a switch', 'manifests')];
  return addFlags(new Command('try'), flags).parse(args, { from: 'user' });
}

const either = (args: readonly string[], env: Environment = {}): string | undefined =>
  onlyFlag(parsed(args, env), env, ['--since', '--whole']);

it.each([
  ['nothing', [], {}, undefined],
  ['a value', ['--since', 'HEAD'], {}, '--since'],
  ['a switch', ['--whole'], {}, '--whole'],
  ['the variable of a value', [], { CIP_SINCE: 'HEAD' }, '--since'],
  ['the variable of a switch', [], { CIP_WHOLE: 'true' }, '--whole'],
  ['a switch, whatever a variable says', ['--whole'], { CIP_SINCE: 'HEAD' }, '--whole'],
  ['a value, whatever a variable says', ['--since', 'HEAD'], { CIP_WHOLE: '1' }, '--since'],
  ['a value and a variable that is off', [], { CIP_SINCE: 'HEAD', CIP_WHOLE: 'false' }, '--since'],
])('of flags that exclude each other, %s counts', (_, args, env, expected) => {
  expect(either(args, env)).toBe(expected);
});

it.each([
  ['typed', ['--since', 'HEAD', '--whole'], {}, '--since and --whole exclude each other'],
  ['by variables', [], { CIP_SINCE: 'HEAD', CIP_WHOLE: '1' }, 'CIP_SINCE and CIP_WHOLE exclude each other'],
])('both %s are refused as they were given', (_, args, env, message) => {
  expect(() => either(args, env)).toThrow(message);
});

it('knows no flag that a command does not have', () => {
  expect(flagGiven(parsed([], {}), { CIP_CONFIRM: 'true' }, '--confirm')).toBeUndefined();
});
