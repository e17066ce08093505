import { expect, it } from 'vitest';
import { renderHtml } from './render-html.js';

import { readPage } from './testing/read-page.js';
import {
  blocker,
  digest,
  inPlace,
  outcome,
  plan,
  planned,
  promoted,
  regions,
  step,
  stepsTo,
} from './testing/samples.js';

const facts = { requests: 1234 };

it('tells of a plan what is blocked, with the ways out, and what would be promoted', () => {
  const steps = [
    ...stepsTo(regions(20)),
    step({
      kind: 'tag',
      image: 'etcd',
      tags: ['v1', 'v2'],
      digest: digest('b'),
      destination: 'us.gcr.io/prod/etcd',
    }),
  ];
  const blockers = [
    blocker({ tags: ['latest'] }),
    blocker({
      kind: 'unreachable',
      destination: 'eu.gcr.io/prod/pause',
      reason: 'GET https://eu.gcr.io/v2/: 503',
    }),
  ];
  const report = planned(
    plan({ steps, blockers, existing: 7, inPlace: [inPlace({ tags: ['3.8'] })] }),
    facts,
  );
  expect(readPage(renderHtml(report, { dryRun: true }))).toEqual([
    'cip plan 2 blocked',
    'Summary: 21 to promote, 7 in place, 2 blocked; 1,234 requests.',
    'Nothing was written: this was a dry run.',
    'Blocked 2 items (1 image to 2 registries)',
    'tag-moved: 1 item, production has the tag on another digest',
    'the destination has another digest',
    'image | tags | digest | to | place',
    'pause | latest | sha256:aaaaaaaaaaaa | → us.gcr.io/prod | images/sig-node/images.yaml:12',
    "first find out who wrote the tag: see the registry's audit log and the auditor's verdict",
    'either restore the tag from a backup with cip-backup restore --overwrite-tags',
    'or if that write was intended, give the new digest a tag of its own, or put the digest that production has into the manifest',
    'unreachable: 1 item, a registry could not be read, so nothing was written there',
    'eu.gcr.io | 1 item for 1 repository | GET https://eu.gcr.io/v2/: 503',
    'either run this again when the registry answers',
    'or check its name in the manifest, and the rights to read it',
    'Would promote 21 items (2 images to 21 registries)',
    'step | image | tags | digest | to',
    'copy | pause | 3.10 | sha256:aaaaaaaaaaaa | → 20 destinations',
    'tag | etcd | v1, v2 | sha256:bbbbbbbbbbbb | → us.gcr.io/prod',
    'In place 1 item',
    'step | image | tags | digest | to',
    'copy | pause | 3.8 | sha256:aaaaaaaaaaaa | → us.gcr.io/prod',
  ]);
});

it('counts destination registries alone, not items whose destination is unknown', () => {
  const blockers = [
    blocker({ tags: ['latest'] }),
    blocker({ kind: 'invalid-manifest', source: 'gcr.io/k8s-staging/pause', destination: '' }),
  ];
  const heading = (page: string): string | undefined =>
    readPage(page).find((line) => line.startsWith('Blocked'));
  const pageOf = (part: typeof blockers): string =>
    renderHtml(planned(plan({ blockers: part }), facts), { dryRun: true });
  expect(heading(pageOf(blockers))).toBe('Blocked 2 items (1 image to 1 registry)');
  expect(heading(pageOf(blockers.slice(1).flatMap((one) => [one, one])))).toBe('Blocked 2 items');
});

it('tells promoted, failed and left undone apart', () => {
  const [first, second, third] = stepsTo(regions(3));
  const outcomes = [
    outcome({ step: first! }),
    outcome({ step: second!, state: 'failed', reason: 'the upload broke' }),
  ];
  const steps = [first!, second!, third!];
  const report = promoted(plan({ steps }), outcomes, { requests: 1, interrupted: 'SIGTERM' });
  expect(readPage(renderHtml(report, { dryRun: false }))).toEqual([
    'cip promote 1 failed, interrupted',
    'Summary: 1 promoted, 0 in place, 1 failed, 1 not done; 1 request; interrupted by SIGTERM.',
    'Failed 1 item',
    'the upload broke',
    'step | image | tags | digest | to | place',
    'copy | pause | 3.10 | sha256:aaaaaaaaaaaa | → region1-docker.pkg.dev/prod/images | images/sig-node/images.yaml:12',
    'Not done (interrupted by SIGTERM) 1 item',
    'step | image | tags | digest | to',
    'copy | pause | 3.10 | sha256:aaaaaaaaaaaa | → region2-docker.pkg.dev/prod/images',
    'Promoted 1 item',
    'step | image | tags | digest | to',
    'copy | pause | 3.10 | sha256:aaaaaaaaaaaa | → region0-docker.pkg.dev/prod/images',
  ]);
});

it('says that there is nothing to do', () => {
  expect(readPage(renderHtml(planned(plan({ existing: 2 }), facts), { dryRun: true }))).toEqual([
    'cip plan nothing left to do',
    'Summary: 0 to promote, 2 in place; 1,234 requests.',
    'Nothing to do: all 2 items are in place.',
  ]);
});

it('takes hostile names and reasons as text', () => {
  const name = `"><img src=x onerror='alert(1)'><script>alert(2)</script>`;
  const hostile = { image: name, tags: [name], destination: `${name}/${name}`, reason: name };
  const blockers = (['tag-moved', 'unreachable'] as const).map((kind) => blocker({ ...hostile, kind }));
  const page = renderHtml(planned(plan({ steps: [step(hostile)], blockers }), facts), { dryRun: true });
  expect(page).not.toMatch(/<(?:script|img)/);
  expect(page).toContain('&lt;script&gt;alert(2)&lt;/script&gt;');
});

it('stays readable with very many rows', () => {
  const steps = Array.from({ length: 5_000 }, (_, i) => step({ image: `image${i}` }));
  const page = renderHtml(planned(plan({ steps }), facts), { dryRun: true });
  expect(page.match(/<tr>/g)).toHaveLength(2_001);
  expect(readPage(page).at(-1)).toBe('… and 3,000 rows more (use --format json for all)');
});
