import { expect } from 'vitest';
import { parseGcloud } from '../src/gcloud.js';
import { readBlocks } from '../src/page-blocks.js';
import type { Production } from '../src/production.js';
import { runScript } from '../src/run-script.js';
import { operationsText } from '../src/workspace.js';

/** Runs the commands of a page, one block after the other, in the repository with the manifests. Gives what they printed. */
export async function runPage(page: string, production: Production): Promise<string[]> {
  const cwd = production.repository.folder;
  const outputs: string[] = [];
  for (const { text, exitCode } of readBlocks(operationsText(page))) {
    const block = production.local(text);
    const { code, stdout, stderr, calls } = await runScript(block, {
      cwd,
      isReal: true,
      env: { CIP_GRACE: '0' },
    });
    expect(code, `${block}\n${stderr}${stdout}`).toBe(exitCode);
    for (const call of calls) {
      if (call.program === 'gcloud') parseGcloud(call);
      else expect(['kubectl', 'npm']).toContain(call.program);
    }
    outputs.push(stdout);
    await merge(production);
  }
  return outputs;
}

/** What a block did to the manifests is merged before the next one. */
async function merge({ repository }: Production): Promise<void> {
  await repository.git('update-ref', 'refs/remotes/origin/main', await repository.commit('merged'));
}
