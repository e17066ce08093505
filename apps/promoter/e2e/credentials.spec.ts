import { expect, it } from 'vitest';
import { runCip } from './run-cip.js';
import { startWorld, type World } from './world.js';

const auth = { user: 'release', password: 'open sesame' };

/** What only reads, and asks the registry that wants a user. */
const readers: readonly (readonly [string, (world: World) => string[]])[] = [
  ['plan', () => ['plan']],
  ['a dry run of promote', () => ['promote']],
  ['a command line of kpromo', () => ['--thin-manifest-dir=.', '--confirm=false']],
  ['status', () => ['status', 'present:v6']],
  ['snapshot', ({ us }) => ['snapshot', `${us.host}/prod/present`]],
  ['compare', ({ us, eu }) => ['compare', `${eu.host}/prod`, `${us.host}/prod`]],
];

it.each(readers)('%s is refused, says where credentials are, and takes them', async (_, argsOf) => {
  await using world = await startWorld({ auth });
  const { us, folder } = world;
  const run = (...more: string[]) =>
    runCip([...argsOf(world), ...more, '--rps-per-host', '0', '--retry-deadline', '1s'], {
      cwd: folder,
      env: { DOCKER_CONFIG: folder },
    });
  const anonymous = await run();
  const output = anonymous.stdout + anonymous.stderr;
  expect(anonymous.code, output).toBe(1);
  expect(output.replaceAll(/\s+/g, ' ')).toContain(
    `add --use-credentials to send the credentials for ${us.host} from $DOCKER_CONFIG/config.json (auths)`,
  );
  const asUser = await run('--use-credentials');
  expect(asUser.stdout + asUser.stderr).not.toMatch(/401|UNAUTHORIZED|--use-credentials/);
  expect(us.writes).toBe(0);
});
