import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const workspace = path.dirname(fileURLToPath(import.meta.url));

/**
 * What every project's vitest configuration shares. `suite` names the report file:
 * `reports/<project>/<suite>.json`, which `tools/ci/test.mjs` adds up.
 */
export function vitestConfig(configUrl: string, suite: 'unit' | 'e2e' = 'unit'): ViteUserConfig {
  const folder = path.dirname(fileURLToPath(configUrl));
  const project = suite === 'e2e' ? path.dirname(folder) : folder;
  const report = path.join(workspace, 'reports', path.relative(workspace, project), `${suite}.json`);
  return {
    root: project,
    cacheDir: path.join(workspace, 'node_modules/.vite', path.relative(workspace, project)),
    test: {
      include: suite === 'e2e' ? ['e2e/**/*.spec.ts'] : ['src/**/*.spec.ts'],
      environment: 'node',
      pool: 'forks',
      maxWorkers: 2,
      reporters: ['default', ['json', { outputFile: report }]],
      testTimeout: suite === 'e2e' ? 120_000 : 20_000,
      hookTimeout: 60_000,
    },
  };
}
