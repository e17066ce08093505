import { predicateTypes } from '@cip/provenance';
import { expect, it } from 'vitest';
import { digest } from '../testing/samples.js';
import { renderStatusHtml } from './render-status-html.js';
import { statusReport } from './status-report.js';

const where = { file: 'images/web/images.yaml', line: 3 };
const shared = { image: 'web', subproject: 'web', source: 'staging.example/web', where } as const;
const inPlace = {
  ...shared,
  state: 'in-place',
  tag: 'v1',
  digest: digest('a'),
  destination: 'eu.example/prod/web',
} as const;
const record = {
  on: digest('a'),
  place: 'referrer',
  digest: digest('b'),
  predicateType: predicateTypes.promotionRecord,
  result: 'verified',
  signedBy: ['the key cosign.pub'],
} as const;

it('shows where an image stands, and what it carries there', () => {
  const missing = { ...inPlace, state: 'not-promoted', destination: 'us.example/prod/web' } as const;
  const places = [{ destination: 'eu.example/prod/web', digest: digest('a'), artifacts: [record] }];
  const keeping = [{ subproject: 'web', keep: 'all' }] as const;
  const report = statusReport([inPlace, missing], {
    asked: 'web:v1',
    requests: 7,
    attached: { places, keeping },
  });
  const page = renderStatusHtml(report);
  expect(page).toContain('<h1>cip status web:v1</h1>');
  expect(page).toMatch(/<span class="badge green">in-place<\/span> 1 item/);
  expect(page).toMatch(/<span class="badge yellow">not-promoted<\/span> 1 item/);
  expect(page).toContain('<h3>sha256:aaaaaaaaaaaa in eu.example/prod/web</h3>');
  expect(page).toContain('<li>1 promotion record, signed by the key cosign.pub</li>');
  expect(page).toContain('attached artifacts of web are kept in all destinations');
});

it('takes what registries say as text', () => {
  const evil = { ...record, predicateType: '<script>alert(1)</script>', signedBy: ['<b>'] };
  const places = [{ destination: 'eu.example/prod/web', digest: digest('a'), artifacts: [evil] }];
  const page = renderStatusHtml(
    statusReport([inPlace], { asked: '<i>', requests: 0, attached: { places, keeping: [] } }),
  );
  expect(page).not.toMatch(/<script|<b>|<i>/);
});
