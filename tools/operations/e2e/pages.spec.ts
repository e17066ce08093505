import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGcloud } from '../src/gcloud.js';
import { readBlocks } from '../src/page-blocks.js';
import { images, startProduction } from '../src/production.js';
import { runScript } from '../src/run-script.js';
import { operationsFile, operationsText } from '../src/workspace.js';
import { runPage } from './run-page.js';

describe('the page about', () => {
  it('a new region adds it, and fills it', async () => {
    await using production = await startProduction();
    const [checked, , promoted, filled, compared] = await runPage('new-region.md', production);
    expect(checked).toContain('1 to promote');
    expect(promoted).toContain('1 promoted');
    expect(filled).toContain('Nothing to do');
    expect(compared).toContain('1 tag');
    expect(production.holds('asia')).toEqual(production.holds('us'));
  });

  it('a new subproject adds it, and promotes its first image', async () => {
    await using production = await startProduction();
    production.stage('docs', 'site', images.tools, ['v1.0.0']);
    await runPage('new-subproject.md', production);
    for (const region of ['us', 'eu'] as const) {
      expect(production.holds(region)).toContain(`docs/site@${images.tools.descriptor.digest},v1.0.0`);
    }
  });

  it('kpromo has command lines that run, and say which flags count for nothing', async () => {
    await using production = await startProduction();
    const [output = ''] = await runPage('from-kpromo.md', production);
    expect(output.match(/Summary: /g)).toHaveLength(3);
    expect(output).not.toContain('blocked: ');
    expect(Object.values(production.registries).map(({ writes }) => writes)).toEqual([0, 0, 0, 0]);
  });

  it('credentials changes nothing in production', async () => {
    await using production = await startProduction();
    const outputs = await runPage('rotating-credentials.md', production);
    expect(outputs.join('\n')).toContain('Nothing to do');
    expect(Object.values(production.registries).map(({ writes }) => writes)).toEqual([0, 0, 0, 0]);
  });

  it('Artifact Registry names no command that changes production', async () => {
    await using production = await startProduction();
    await runPage('artifact-registry.md', production);
    expect(Object.values(production.registries).map(({ writes }) => writes)).toEqual([0, 0, 0, 0]);
  });

  it('alerts tells where a rogue tag is, and that nobody promised it', async () => {
    await using production = await startProduction();
    production.registries.us.seed('k8s-artifacts-prod/images/shop/web', images.tools, ['rogue']);
    const [status, , sweep] = await runPage('auditor-alerts.md', production);
    expect(status).toContain('unpromised');
    expect(sweep).toMatch(/unexpected[^]*rogue/);
  });

  it.each(['prow', 'github-actions', 'kubernetes', 'cloud-run'])(
    '%s has commands that work',
    async (folder) => {
      await using production = await startProduction();
      const cwd = production.repository.folder;
      await cp(operationsFile('.'), path.join(cwd, 'docs/operations'), { recursive: true });
      const inside = path.join(cwd, 'inside');
      await mkdir(path.join(cwd, 'test-infra/config/jobs/kubernetes/sig-release/cip'), { recursive: true });
      await mkdir(inside);
      await cp(path.join(cwd, 'docs'), path.join(inside, 'docs'), { recursive: true });
      const blocks = readBlocks(operationsText(`${folder}/README.md`));
      expect(blocks).not.toEqual([]);
      for (const { text } of blocks) {
        const { code, stderr, calls } = await runScript(text, { cwd: inside, isReal: true });
        expect(code, stderr).toBe(0);
        for (const { program, args } of calls) {
          if (program === 'gcloud') parseGcloud({ program, args });
          else
            expect([program, args[0]]).toEqual([
              'kubectl',
              expect.stringMatching(/^(apply|create|wait|logs)$/),
            ]);
          const files = args.filter((arg) => arg.startsWith('docs/'));
          for (const file of files) expect(existsSync(path.join(inside, file)), file).toBe(true);
        }
      }
    },
  );
});
