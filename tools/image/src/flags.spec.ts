import { addFlags, outputFlags, registryFlags } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { imageFlags, toRequest } from './flags.js';
import type { ImageRequest } from './request.js';

const digest = `sha256:${'a'.repeat(64)}`;
const base = ['--base', 'registry.example/node:24'];

function request(args: readonly string[], env: Environment = {}): ImageRequest {
  const command = addFlags(new Command(), [...imageFlags(), ...outputFlags(), ...registryFlags()]);
  return toRequest(command.parse(args, { from: 'user' }), 'promoter', env);
}

describe('flags', () => {
  it.each([
    { text: 'registry.example/node', reference: { kind: 'tag', tag: '24-slim' } },
    { text: 'registry.example:5000/node', reference: { kind: 'tag', tag: '24-slim' } },
    { text: 'registry.example:5000/node:24', reference: { kind: 'tag', tag: '24' } },
    { text: `registry.example/node@${digest}`, reference: { kind: 'digest', digest } },
  ])('a base is named as $text', ({ text, reference }) => {
    expect(request(['--base', text]).base).toMatchObject(reference);
  });

  it('lists are repeated', () => {
    const { push, platforms, labels } = request([
      ...base,
      ...['--push', 'a.example/cip:v1', '--push', 'b.example/cip:v1'],
      ...['--platform', 'linux/amd64', '--platform', 'linux/arm64/v8'],
      ...['--label', 'a=1,2', '--label', 'b=x=y'],
    ]);
    expect(push.map(({ name }) => name.registry)).toEqual(['a.example', 'b.example']);
    expect(platforms).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ]);
    expect(labels).toEqual({ a: '1,2', b: 'x=y' });
  });

  it('credentials are looked for unless that is forbidden', () => {
    expect(request(base).credentials).toBe('found');
    expect(request([...base, '--anonymous']).credentials).toBe('anonymous');
    expect(request(base, { CIP_ANONYMOUS: 'true' }).credentials).toBe('anonymous');
  });

  it('the date is that of the environment', () => {
    expect(request(base).created).toBeUndefined();
    expect(request(base, { SOURCE_DATE_EPOCH: '1' }).created).toBe('1970-01-01T00:00:01Z');
  });

  it.each([
    { what: 'no base', args: [], message: 'no base image given' },
    { what: 'a base that is no name', args: ['--base', 'node'], message: '--base: "node' },
    { what: 'a push without a tag', args: [...base, '--push', 'a.example/cip'], message: '--push: "' },
    {
      what: 'a push with a digest',
      args: [...base, '--push', `a.example/cip@${digest}`],
      message: 'the digest is what comes out',
    },
    { what: 'half a platform', args: [...base, '--platform', 'amd64'], message: '--platform "amd64"' },
    { what: 'a label without value', args: [...base, '--label', 'a'], message: '--label "a"' },
  ])('$what is refused', ({ args, message }) => {
    expect(() => request(args)).toThrow(message);
  });
});
