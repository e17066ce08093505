import { parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { digest, knowledgeOf } from './fixtures.js';
import { judge } from './judge.js';
import { parsePubsubPush } from './parse-pubsub-push.js';
import { promisesOf } from './promises.js';

it('the example of the README holds', () => {
  const image = digest('image');
  const text = {
    'manifests/tools/promoter-manifest.yaml':
      'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/prod/tools\n',
    'images/tools/images.yaml': `- name: hammer\n  dmap:\n    "${image}": ["v1"]\n`,
  };
  const files = Object.entries(text).map(([path, content]) => ({ path, shownAs: path, text: content }));
  const name = 'eu.gcr.io/prod/tools/hammer';
  const payload = { action: 'INSERT', digest: `${name}@${image}`, tag: `${name}:v1` };
  const body = { message: { data: Buffer.from(JSON.stringify(payload)).toString('base64'), messageId: '1' } };

  const promises = promisesOf(parseThinTree(files));
  const event = parsePubsubPush(body, 0);
  expect(judge(event, promises, knowledgeOf({}))).toMatchObject({ verdict: 'VERIFIED', reason: 'promised' });
});
