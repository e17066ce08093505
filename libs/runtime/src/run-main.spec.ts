import { expect, it } from 'vitest';
import { run, start } from './testing/run-script.js';

const head = `import { ExpectedError, RefusedError, runMain, UsageError } from './index.js';
const program = { name: 'cip', version: '1.2.3' };
`;

function main(body: string): string {
  return `${head}await runMain(async () => { ${body} }, program);`;
}

it.each([0, 1, 70])('ends with the exit code that the program answers: %i', async (code) => {
  expect(await run(main(`return ${code};`))).toEqual({ code, stdout: '', stderr: '' });
});

it('ends although something would keep the process alive', async () => {
  expect(await run(main('setInterval(() => {}, 1000); return 0;'))).toMatchObject({ code: 0 });
});

it.each([
  ['UsageError', 2],
  ['RefusedError', 3],
  ['ExpectedError', 1],
])('explains a %s without a stack', async (name, code) => {
  const cause = `new Error('EACCES: \\u001b[2J')`;
  const options = name === 'ExpectedError' ? `undefined, { cause: ${cause} }` : `{ cause: ${cause} }`;
  const result = await run(
    main(`throw new ${name}('--plan: no such file', ['Do this.', 'Or that.'], ${options});`),
  );
  expect(result).toEqual({
    code,
    stdout: '',
    stderr: 'cip: --plan: no such file\n  because: EACCES: \\u001b[2J\n  Do this.\n  Or that.\n',
  });
});

it('tells a bug with its causes and how to report it', async () => {
  const { code, stderr } = await run(
    main(`throw new TypeError('outer', { cause: new Error('inner', { cause: 'innermost' }) });`),
  );
  expect(code).toBe(70);
  expect(stderr).toMatch(/^cip: this is a bug/);
  expect(stderr).toMatch(
    /TypeError: outer\n( +at .*\n)+caused by: Error: inner\n( +at .*\n)+caused by: innermost\n/,
  );
  expect(stderr).toContain(`cip 1.2.3, Node.js ${process.version}`);
});

it.each([
  [
    'an exception in a callback',
    `setImmediate(() => { throw new Error('boom'); }); return new Promise(() => setInterval(() => {}, 1e6));`,
  ],
  [
    'a rejection that nobody handles',
    `void Promise.reject(new Error('boom')); return new Promise(() => setInterval(() => {}, 1e6));`,
  ],
])('takes %s for a bug', async (_, body) => {
  const { code, stderr } = await run(main(body));
  expect(code).toBe(70);
  expect(stderr).toContain('Error: boom');
});

it.each([
  ['standard output', 'stdout'],
  ['standard error', 'stderr'],
])('an exception of %s itself ends it', async (_, name) => {
  const body = `process.${name}.write = () => { throw new Error('gone'); }; return 0;`;
  expect(await run(main(body))).toMatchObject({ code: 70 });
});

it.each(['void', 'await'])(
  'takes a program that waits for nothing for a bug, not for success (%s)',
  async (how) => {
    const { code, stderr } = await run(`${head}${how} runMain(() => new Promise(() => {}), program);`);
    expect(code).toBe(70);
    expect(stderr).toContain('the program stopped without an answer');
  },
);

it.each([
  ['help', 'commander.helpDisplayed', 0, 0],
  ['a wrong option', 'commander.unknownOption', 1, 2],
])('leaves the words to commander for %s', async (_, code, asked, ends) => {
  const body = `throw Object.assign(new Error('x'), { code: '${code}', exitCode: ${asked} });`;
  expect(await run(main(body))).toEqual({ code: ends, stdout: '', stderr: '' });
});

it('hands all of a large result to a reader that starts late', async () => {
  const running = await start(
    main(`process.stdout.write('x'.repeat(8_000_000) + 'end'); process.stderr.write('answered'); return 1;`),
  );
  running.child.stdout?.pause();
  await running.says('answered');
  running.child.stdout?.resume();
  const { code, stdout } = await running.result;
  expect(code).toBe(1);
  expect(stdout.length).toBe(8_000_003);
  expect(stdout.endsWith('end')).toBe(true);
});

it('carries on without a word when its reader goes away', async () => {
  const script = main(`
    for (let i = 0; i < 200; i++) {
      process.stdout.write('x'.repeat(100_000) + '\\n');
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.stderr.write('done\\n');
    return 0;`);
  const result = await run(script, '"$0" "$1" | head -c 1; exit "${PIPESTATUS[0]}"');
  expect(result).toEqual({ code: 0, stdout: 'x', stderr: 'done\n' });
});

it('does not call it success when the result cannot be stored', async () => {
  const script = main(`process.stdout.write('report'); return 0;`);
  const { code, stderr } = await run(script, '"$0" "$1" > /dev/full');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^cip: standard output cannot be written: .*ENOSPC/);
});
