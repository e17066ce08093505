import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from './testing/run-script.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, code = '', output = ''] = /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(readme) ?? [];

it('the example does what the README says', async () => {
  const result = await run(code.replace("'@cip/runtime'", "'./index.js'"));
  expect(result).toEqual({ code: 2, stdout: '', stderr: output });
});
