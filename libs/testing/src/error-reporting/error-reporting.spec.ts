import { execa } from 'execa';
import { expect, it } from 'vitest';
import { startErrorReporting } from './error-reporting-server.js';

const program = `
  import { ErrorReporting } from '@google-cloud/error-reporting';
  const client = new ErrorReporting({ projectId: 'some-project', reportMode: 'always', logLevel: -1 });
  client.report(new Error('found something'), undefined, undefined, (error) => {
    console.log(error ? 'refused: ' + error.code : 'accepted');
  });
`;

const report = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const { stdout } = await execa('node', ['--input-type=module', '--eval', program], { env: environment });
  return stdout;
};

it('leads the real client library here by the environment alone', async () => {
  await using server = await startErrorReporting();

  expect(await report(server.environment)).toBe('accepted');
  expect(server.reports).toMatchObject([{ project: 'some-project', authorization: 'Bearer stand-in-token' }]);
  expect(server.reports[0]?.message).toMatch(/^Error: found something\n {4}at /);
});

it('refuses what it is told to refuse', async () => {
  await using server = await startErrorReporting();
  server.answerWith(403);

  expect(await report(server.environment)).toBe('refused: 403');
  expect(server).toMatchObject({ attempts: 1, reports: [] });
});
