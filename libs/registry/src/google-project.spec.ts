import { describe, expect, it } from 'vitest';
import { googleProject, namesSharedQuota } from './google-project.js';

describe('the project that a request counts towards', () => {
  it.each([
    ['/v2/k8s-artifacts-prod/images/pause/manifests/3.9', 'k8s-artifacts-prod'],
    ['/v2/k8s-artifacts-prod/tags/list', 'k8s-artifacts-prod'],
    ['/v2/example.com/project/app/tags/list', 'example.com/project'],
    ['/v2/', undefined],
    ['/artifacts-downloads/namespaces/x', undefined],
  ])('%s: %s', (path, project) => {
    expect(googleProject(new URL(path, 'https://us-docker.pkg.dev'), 'manifest-get')).toBe(project);
  });

  it.each(['token', 'catalog'] as const)('none for %s', (kind) => {
    expect(googleProject(new URL('https://gcr.io/v2/token/x'), kind)).toBeUndefined();
  });
});

const google = (metric: string, limit: string): string =>
  `{"errors":[{"code":"TOOMANYREQUESTS","message":"Quota exceeded for quota metric '${metric}' and limit '${limit}' of service 'artifactregistry.googleapis.com' for consumer 'project_number:388270116193'."}]}`;

describe('the quota that a refusal names', () => {
  it.each([
    [google('Requests per project per user', 'Requests per project per user per minute per user'), true],
    [google('Requests per project', 'Requests per project per minute'), true],
    [
      google('Requests per project per region', 'Requests per project per region per minute per region'),
      false,
    ],
    [google('Write requests', 'Write requests per minute'), false],
    ['Quota exceeded: requests per user', true],
    ['Quota Exceeded.', false],
    ['Too many requests of this user', false],
    ['', false],
  ])('%s: %s', (message, expected) => {
    expect(namesSharedQuota(message)).toBe(expected);
  });
});
