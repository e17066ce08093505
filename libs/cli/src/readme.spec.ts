import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addFlags, flag, outputFlags, registryFlags, switches, toRegistrySettings } from './index.js';

it('the example of the README holds', () => {
  const command = addFlags(new Command('compare'), [
    flag('--deep', 'compare layers, too', 'output'),
    ...outputFlags(),
    ...registryFlags(),
  ]).parse(['--deep', '--plain-http', 'registry.example:5000'], { from: 'user' });

  expect(switches(command, { CIP_STATS: 'true' })('--deep')).toBe(true);
  expect(switches(command, { CIP_STATS: 'true' })('--stats')).toBe(true);
  expect(toRegistrySettings(command)).toMatchObject({ plainHttp: ['registry.example:5000'] });
});
