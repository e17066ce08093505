import { createGitRepository, treeFiles } from '@cip/testing';
import { expect, it } from 'vitest';
import { pubsubPush } from './pubsub-push.js';
import { startAuditor } from './start-auditor.js';
import { shown } from './verdicts.js';

const digest = `sha256:${'a'.repeat(64)}` as const;
const prod = 'registry.example/prod';

it('a restart on a revision with a mistake rejects nothing that the mistake hides', async () => {
  const manifests = await createGitRepository();
  try {
    const registries = { source: 'registry.example/staging', destinations: [prod] };
    const files = treeFiles({ tools: { ...registries, images: { hammer: { [digest]: ['v1'] } } } });
    await manifests.write(files);
    await manifests.commit('hammer');
    await manifests.write({ 'images/tools/images.yaml': '[' });
    const revision = await manifests.commit('a mistake');
    const auditor = await startAuditor(['--manifests', `file://${manifests.folder}`, '--grace', '0']);
    try {
      const insert = { digest: `${prod}/hammer@${digest}`, tag: `${prod}/hammer:v1` };
      await fetch(auditor.address, pubsubPush(insert));
      expect(await shown(auditor)).toMatchObject([{ verdict: 'VERIFIED', reason: 'promised', revision }]);
      const ready = (await (await fetch(`${auditor.address}/ready`)).json()) as { invalid: string[] };
      expect(ready.invalid).toEqual([expect.stringMatching(/images\.yaml:\d+ yaml-syntax: /)]);
    } finally {
      auditor.kill('SIGTERM');
      await auditor.finished;
    }
  } finally {
    await manifests.remove();
  }
});
