import { describe, expect, it } from 'vitest';
import type { BaseConfig } from './base-config.js';
import { imageConfig } from './image-config.js';
import { appFacts, imageFactsOf } from './image-facts.js';

const base: BaseConfig = {
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  created: '2025-01-02T03:04:05Z',
  execution: {
    Env: ['PATH=/usr/local/bin:/bin', 'NODE_ENV=development', 'NODE_VERSION=24.1.0'],
    Cmd: ['node'],
    Entrypoint: ['docker-entrypoint.sh'],
    Labels: { maintainer: 'somebody' },
    StopSignal: 'SIGTERM',
  },
  diffIds: ['sha256:base'],
  history: [{ created_by: 'base' }],
};

function configOf(app: string, more: object = {}): Record<string, unknown> {
  const facts = appFacts.get(app) ?? expect.fail(`no app ${app}`);
  return imageConfig(base, {
    facts: imageFactsOf(facts, '1.2.3'),
    diffId: 'sha256:layer',
    labels: {},
    ...more,
  });
}

describe('the configuration of an image', () => {
  it('is that of the base with what the app needs', () => {
    expect(configOf('promoter')).toEqual({
      created: '2025-01-02T03:04:05Z',
      architecture: 'arm64',
      os: 'linux',
      variant: 'v8',
      config: {
        User: '65532:65532',
        Env: [
          'PATH=/usr/local/bin:/bin',
          'NODE_ENV=production',
          'NODE_VERSION=24.1.0',
          'GIT_CONFIG_COUNT=1',
          'GIT_CONFIG_KEY_0=safe.directory',
          'GIT_CONFIG_VALUE_0=*',
        ],
        Entrypoint: ['cip'],
        Cmd: ['--help'],
        WorkingDir: '/manifests',
        Labels: {
          maintainer: 'somebody',
          'org.opencontainers.image.title': 'cip',
          'org.opencontainers.image.description':
            'Makes production registries contain what reviewed manifests say',
          'org.opencontainers.image.version': '1.2.3',
          'org.opencontainers.image.licenses': 'Apache-2.0',
        },
        StopSignal: 'SIGTERM',
      },
      rootfs: { type: 'layers', diff_ids: ['sha256:base', 'sha256:layer'] },
      history: [
        { created_by: 'base' },
        {
          created: '2025-01-02T03:04:05Z',
          created_by: 'COPY /usr/local/bin/cip /usr/local/lib/cip # npm run image',
        },
      ],
    });
  });

  it('leaves nothing of the arguments of the base', () => {
    expect(configOf('linter')['config']).not.toHaveProperty('Cmd');
  });

  it('of a service says its port and how to see that it works', () => {
    expect(configOf('auditor')['config']).toMatchObject({
      ExposedPorts: { '8080/tcp': {} },
      Healthcheck: { Interval: 30e9, Timeout: 5e9, StartPeriod: 60e9 },
    });
  });

  it('has the labels and the date that were asked for', () => {
    const more = {
      labels: { a: 'b', 'org.opencontainers.image.version': '9' },
      created: '2026-01-01T00:00:00Z',
    };
    const config = configOf('promoter', more);
    expect(config).toMatchObject({ created: '2026-01-01T00:00:00Z', config: { Labels: { a: 'b' } } });
    expect(config).toMatchObject({ config: { Labels: { 'org.opencontainers.image.version': '9' } } });
  });
});
