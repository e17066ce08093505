import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noCircles } from './no-circles.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(await realpath(tmpdir()), 'no-circles-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** What the rule says of each file, by its name. */
async function saidOf(files: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const linter = new Linter({ cwd: folder });
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    plugins: { own: { rules: { 'no-circles': noCircles } } },
    rules: { 'own/no-circles': 'error' as const },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      linter.verify(text, [config], path.join(folder, name)).map(({ message }) => message),
    ]),
  );
}

const closes = (...way: string[]): string =>
  `This import closes a circle: ${way.join(' → ')}. Move what both need into a file of its own.`;

it('reports files that import each other, types and re-exports included', async () => {
  const said = await saidOf({
    'a.ts': "import { b } from './b.js';\nexport type A = typeof b;\n",
    'b.ts': "import type { A } from './a.js';\nexport const b = 1 as A | 1;\n",
    'c.ts': "export { b } from './b.js';\n",
  });
  expect(said).toEqual({
    'a.ts': [closes('a.ts', 'b.ts', 'a.ts')],
    'b.ts': [closes('b.ts', 'a.ts', 'b.ts')],
    'c.ts': [],
  });
});

it('finds longer circles, and imports over several lines', async () => {
  const said = await saidOf({
    'a.ts': "import {\n  b,\n} from './b.js';\nexport const a = b;\n",
    'b.ts': "export * from './c.js';\nexport const b = 1;\n",
    'c.ts': "import './a.js';\nexport const c = 1;\n",
  });
  expect(said['a.ts']).toEqual([closes('a.ts', 'b.ts', 'c.ts', 'a.ts')]);
  expect(said['c.ts']).toEqual([closes('c.ts', 'a.ts', 'b.ts', 'c.ts')]);
});

it('says nothing of packages, of files that are not there, and of text that only looks like an import', async () => {
  const said = await saidOf({
    'a.ts': "import path from 'node:path';\nimport { x } from './missing.js';\nexport const a = [path, x];\n",
    'b.ts': "import { c } from './c.js';\nexport const b = c;\n",
    'c.ts': 'export const c = `\n  from "./b.js"`;\n',
  });
  expect(Object.values(said).flat()).toEqual([]);
});
