import { expect, it } from 'vitest';
import { attachedFor } from './attached-configuration.js';
import { parseConfiguration } from './parse-configuration.js';

const attached = `attached:
  keep: canonical
  canonical: us.gcr.io/prod
  subprojects:
    everywhere: { keep: all, unverified: carry }
    elsewhere: { canonical: eu.gcr.io/prod }
    constructor: { keep: none }
`;

it.each([
  ['tools', attached, { keep: 'canonical', canonical: 'us.gcr.io/prod', unverified: 'refuse' }],
  ['everywhere', attached, { keep: 'all', unverified: 'carry' }],
  ['elsewhere', attached, { keep: 'canonical', canonical: 'eu.gcr.io/prod', unverified: 'refuse' }],
  ['constructor', attached, { keep: 'none', unverified: 'refuse' }],
  ['toString', 'attached: {keep: all}', { keep: 'all', unverified: 'refuse' }],
  ['tools', 'attached: {unverified: carry}', undefined],
  ['tools', 'attached: {subprojects: {saws: {keep: all}}}', undefined],
  ['tools', '', undefined],
])('what holds for %s with %j', (subproject, text, expected) => {
  const configuration = parseConfiguration({ shownAs: '.cip.yaml', text });
  expect(attachedFor(subproject, configuration.attached)).toEqual(expected);
});
