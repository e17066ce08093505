import { expect, it } from 'vitest';
import { googleProjects, GoogleProjectsError } from './google-projects.js';

const all = {
  CIP_E2E_STAGING: 'us-docker.pkg.dev/staging/images',
  CIP_E2E_PRODUCTION: 'us-docker.pkg.dev/prod/images, europe-docker.pkg.dev/prod/images',
  CIP_E2E_BACKUP: 'us-docker.pkg.dev/backup/images',
};

it('knows all places when all are named, and none when none is', () => {
  expect(googleProjects(all)).toEqual({
    staging: 'us-docker.pkg.dev/staging/images',
    production: ['us-docker.pkg.dev/prod/images', 'europe-docker.pkg.dev/prod/images'],
    backup: 'us-docker.pkg.dev/backup/images',
  });
  expect(googleProjects({})).toBeUndefined();
  expect(googleProjects({ CIP_E2E_STAGING: '' })).toBeUndefined();
});

it.each([
  ['one that is missing', { ...all, CIP_E2E_BACKUP: undefined }, 'missing: CIP_E2E_BACKUP.'],
  ['two that are missing', { CIP_E2E_STAGING: 'a.dev/b' }, 'missing: CIP_E2E_PRODUCTION, CIP_E2E_BACKUP.'],
  ['one that is empty', { ...all, CIP_E2E_STAGING: '' }, 'missing: CIP_E2E_STAGING.'],
  ['a host alone', { ...all, CIP_E2E_BACKUP: 'gcr.io' }, 'CIP_E2E_BACKUP: "gcr.io" is no HOST/PATH'],
  ['an address', { ...all, CIP_E2E_STAGING: 'https://a.dev/b' }, '"https://a.dev/b" is no HOST/PATH'],
  ['a comma too many', { ...all, CIP_E2E_PRODUCTION: 'a.dev/b,' }, 'CIP_E2E_PRODUCTION: ""'],
  ['two backups', { ...all, CIP_E2E_BACKUP: 'a.dev/b,a.dev/c' }, 'name one place each'],
])('refuses %s', (_, env, message) => {
  expect(() => googleProjects(env)).toThrow(GoogleProjectsError);
  expect(() => googleProjects(env)).toThrow(message);
});
