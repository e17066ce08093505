import { describe, expect, it } from 'vitest';
import { usualHost } from './repository-name.js';

describe('hosts that are one', () => {
  it.each([
    ['gcr.io', 'gcr.io'],
    ['GCR.io', 'gcr.io'],
    ['gcr.io:443', 'gcr.io'],
    ['gcr.io:0443', 'gcr.io'],
    ['registry.example:5000', 'registry.example:5000'],
    ['registry.example:05000', 'registry.example:5000'],
    ['127.0.0.01:5000', '127.0.0.1:5000'],
    ['127.1:5000', '127.0.0.1:5000'],
    ['2130706433:5000', '127.0.0.1:5000'],
    ['[0:0::1]:5000', '[::1]:5000'],
    ['docker.io', 'docker.io'],
    ['registry-1.docker.io', 'docker.io'],
    ['index.docker.io:443', 'docker.io'],
  ])('%s is %s', (host, usual) => {
    expect(usualHost(host)).toBe(usual);
    expect(usualHost(usual)).toBe(usual);
  });

  it.each([
    ['http on port 443 is another one than http on port 80', '127.0.0.1:443', '127.0.0.1'],
    ['ports', 'registry.example:5000', 'registry.example:5001'],
    ['a mirror', 'mirror.docker.io', 'docker.io'],
  ])('and hosts that are not: %s', (_, one, other) => {
    expect(usualHost(one)).not.toBe(usualHost(other));
  });
});
