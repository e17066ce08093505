import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { noCircles } from './tools/lint-rules/src/no-circles.mjs';

const ioModules = [
  'undici',
  'execa',
  'node:fs',
  'node:fs/promises',
  'node:http',
  'node:https',
  'node:net',
  'node:child_process',
  'node:os',
  'node:process',
  'node:timers',
  'node:timers/promises',
];

const specs = [
  '**/*.spec.ts',
  '**/fixtures.ts',
  '**/*.fixture.ts',
  '**/e2e/**',
  '**/vitest.config.ts',
  'vitest.shared.ts',
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/reports/**', '.nx/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, '@cip': { rules: { 'no-circles': noCircles } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: false,
          depConstraints: [
            {
              sourceTag: 'type:pure',
              onlyDependOnLibsWithTags: ['type:pure'],
              bannedExternalImports: [
                'undici',
                'execa',
                'p-queue',
                'winston',
                'fastify',
                'google-auth-library',
              ],
            },
            { sourceTag: 'type:io', onlyDependOnLibsWithTags: ['type:io', 'type:pure'] },
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:io', 'type:pure'] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['scope:oci'] },
            {
              sourceTag: 'type:tool',
              onlyDependOnLibsWithTags: ['type:io', 'type:pure', 'type:testing', 'type:app'],
            },
          ],
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@cip/no-circles': 'error',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      eqeqeq: 'error',
    },
  },
  {
    // Specs and end-to-end tests may use the testing library on top of what their project may.
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          banTransitiveDependencies: false,
          depConstraints: [
            {
              sourceTag: '*',
              onlyDependOnLibsWithTags: ['type:pure', 'type:io', 'type:testing'],
            },
          ],
        },
      ],
      'no-restricted-exports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/vitest.config.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  {
    // Command lines in documents are checked with the parsers of the apps.
    files: ['tools/operations/src/parse-command.ts', 'tools/operations/src/auditor-samples.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['@cip/auditor', '@cip/backup', '@cip/linter', '@cip/promoter'],
          depConstraints: [{ sourceTag: 'type:tool', onlyDependOnLibsWithTags: [] }],
        },
      ],
    },
  },
  {
    // The sweep runs without the service, and alerts serve both.
    files: ['apps/auditor/src/{alerts,sweep}/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['**/http/*', '**/auditing/*'] }] }],
    },
  },
  {
    files: ['libs/{oci,manifest,plan,policy,configuration,provenance,audit,report}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: ioModules }],
      'no-restricted-globals': ['error', 'fetch', 'process', 'setTimeout', 'setInterval', 'performance'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'Pure libraries have no clock.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Pure libraries have no clock.',
        },
      ],
    },
  },
);
