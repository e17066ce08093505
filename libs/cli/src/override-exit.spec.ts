import { Command } from 'commander';
import { expect, it } from 'vitest';
import { overrideExit } from './override-exit.js';

it('a command below throws, and shows no password that was typed in the wrong place', () => {
  let said = '';
  const program = new Command('cip').addCommand(new Command('plan'));
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeErr: (text) => (said += text) });
  overrideExit(program);
  const parse = (): unknown =>
    program.parse(['plan', '--plain-htp=https://me:word@reg.example'], { from: 'user' });
  expect(parse).toThrow(expect.objectContaining({ code: 'commander.unknownOption' }));
  expect(said).toBe("error: unknown option '--plain-htp=https://***@reg.example'\n");
});
