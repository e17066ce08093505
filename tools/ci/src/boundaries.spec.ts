import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Lints a line of code as if it stood in the given file; without types, as the file does not exist. */
async function rulesBrokenBy(file: string, code: string): Promise<(string | null)[]> {
  const eslint = new ESLint({
    cwd: workspace,
    overrideConfig: [
      tseslint.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
    ],
  });
  const [result] = await eslint.lintText(code, { filePath: path.join(workspace, file) });
  return (result?.messages ?? []).filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
}

const boundaries = '@nx/enforce-module-boundaries';

describe('module boundaries', () => {
  it.each([
    {
      what: 'a pure library that imports io',
      file: 'libs/plan/src/x.ts',
      from: '@cip/registry',
      rule: boundaries,
    },
    {
      what: 'a pure library that imports undici',
      file: 'libs/plan/src/x.ts',
      from: 'undici',
      rule: boundaries,
    },
    {
      what: 'a pure library that reads files',
      file: 'libs/oci/src/x.ts',
      from: 'node:fs',
      rule: 'no-restricted-imports',
    },
    {
      what: 'an io library that imports an app',
      file: 'libs/copy/src/x.ts',
      from: '../../../apps/promoter/src/cli.js',
      rule: boundaries,
    },
    {
      what: 'source that uses the testing library',
      file: 'libs/registry/src/x.ts',
      from: '@cip/testing',
      rule: boundaries,
    },
    {
      what: 'a tool that imports an app',
      file: 'tools/image/src/x.ts',
      from: '@cip/promoter',
      rule: boundaries,
    },
    {
      what: 'the testing library beyond oci',
      file: 'libs/testing/src/x.ts',
      from: '@cip/registry',
      rule: boundaries,
    },
    {
      what: 'a relative path into another project',
      file: 'libs/copy/src/x.ts',
      from: '../../oci/src/digest.js',
      rule: boundaries,
    },
    {
      what: 'the sweep that leans on the service',
      file: 'apps/auditor/src/sweep/x.ts',
      from: '../http/serve.js',
      rule: 'no-restricted-imports',
    },
    {
      what: 'alerts that lean on the service',
      file: 'apps/auditor/src/alerts/x.ts',
      from: '../http/callers/checks-for.js',
      rule: 'no-restricted-imports',
    },
  ])('refuse $what', async ({ file, from, rule }) => {
    expect(
      await rulesBrokenBy(file, `import { x } from '${from}';\nexport const y: unknown = x;\n`),
    ).toContain(rule);
  });

  it.each([
    { what: 'io importing pure', file: 'libs/copy/src/x.ts', from: '@cip/plan' },
    {
      what: 'parsing command lines as the apps do',
      file: 'tools/operations/src/parse-command.ts',
      from: '@cip/promoter',
    },
    { what: 'a spec using the testing library', file: 'libs/registry/src/x.spec.ts', from: '@cip/testing' },
  ])('allow $what', async ({ file, from }) => {
    expect(await rulesBrokenBy(file, `import { x } from '${from}';\nexport const y: unknown = x;\n`)).toEqual(
      [],
    );
  });

  it('refuse the clock in pure libraries', async () => {
    expect(await rulesBrokenBy('libs/plan/src/x.ts', 'export const now = Date.now();\n')).toContain(
      'no-restricted-syntax',
    );
  });
});
