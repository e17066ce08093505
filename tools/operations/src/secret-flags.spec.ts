import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const references = fileURLToPath(new URL('../../../docs/cli', import.meta.url));

const flags = readdirSync(references)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => [
    ...readFileSync(`${references}/${name}`, 'utf8').matchAll(/--([a-z][a-z-]*) <([^>]+)>/g),
  ])
  .map(([, flag = '', value = '']) => ({ flag, value }));

/** Arguments of a process can be read by everybody on its machine. */
it('what is secret is given to the programs in a file, never as the value of a flag', () => {
  const secret = flags.filter(({ flag }) => /secret|password|token|key/.test(flag));
  expect(new Set(secret.map(({ flag }) => flag))).toEqual(
    new Set(['alert-webhook-secret-file', 'distribution-secret-file', 'key']),
  );
  expect(secret.filter(({ value }) => value !== 'file')).toEqual([]);
});
