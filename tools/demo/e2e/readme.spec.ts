import { readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalText, parsePlainManifest, parseThinTree } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { helpOf } from './run-cip.js';
import { workspace } from './run-demo.js';

const readme = readFileSync(path.join(workspace, 'README.md'), 'utf8');
const examples = new Map(
  [...readme.matchAll(/<!-- example: (\S+) -->\s+```yaml\n(.*?)```/gs)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
);

function example(name: string): { path: string; shownAs: string; text: string } {
  return { path: name, shownAs: name, text: examples.get(name) ?? expect.fail(`no example ${name}`) };
}

function flagsIn(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag));
}

describe('README', () => {
  it('has a thin manifest tree without problems', () => {
    const tree = parseThinTree([
      example('manifests/shop/promoter-manifest.yaml'),
      example('images/shop/images.yaml'),
    ]);
    expect(tree.problems).toEqual([]);
    const [shop] = tree.manifests;
    expect(shop?.destinations).toHaveLength(2);
    const tags = shop?.images.map(({ name, digests }) => [name, ...digests.map((digest) => digest.tags)]);
    expect(tags).toEqual([
      ['build/tools', []],
      ['web', ['1.0', 'v1.0.0'], ['v1.1.0']],
    ]);
  });

  it('has a plain manifest without problems', () => {
    const tree = parsePlainManifest(example('manifest.yaml'));
    expect(tree.problems).toEqual([]);
    expect(tree.manifests[0]?.images).toHaveLength(1);
  });

  it('writes its examples in the canonical form', () => {
    const tree = parseThinTree([
      example('manifests/shop/promoter-manifest.yaml'),
      example('images/shop/images.yaml'),
    ]);
    const { files } = parsePlainManifest(example('manifest.yaml'));
    for (const file of [...tree.files, ...files]) expect(canonicalText(file)).toBe(file.text);
  });

  it('names only flags that there are', async () => {
    const helps = await Promise.all([
      helpOf('cip', 'plan'),
      helpOf('cip', 'promote'),
      helpOf('cip', 'report'),
      helpOf('cip', 'status'),
      helpOf('cip', 'snapshot'),
      helpOf('cip', 'compare'),
      helpOf('cip', 'verify'),
      helpOf('cip-lint'),
      helpOf('cip-auditor', 'serve'),
      helpOf('cip-auditor', 'sweep'),
      ...['run', 'list', 'verify', 'restore', 'prune', 'drill'].map((name) => helpOf('cip-backup', name)),
    ]);
    const known = flagsIn(helps.join('\n'));
    const ofOthers = ['--keep', '--format', '--unified', '--compat-auth-file'];
    const unknown = [...flagsIn(readme)].filter((flag) => !known.has(flag) && !ofOthers.includes(flag));
    expect(unknown).toEqual([]);
  });

  it('names the commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?(demo|test|build|docs)\b/g)].map(
      ([, script = '']) => script,
    );
    expect(named).toEqual(expect.arrayContaining(['demo', 'test', 'build']));
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});
