import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fromKpromo, kpromoFlags } from './kpromo-arguments.js';

const tree = '--thin-manifest-dir=registry.k8s.io';

describe('a command line of kpromo', () => {
  it.each([
    [
      ['run', tree],
      ['promote', tree],
    ],
    [
      [tree, '--confirm'],
      ['promote', tree, '--confirm'],
    ],
    [
      ['cip', tree, '--confirm'],
      ['promote', tree, '--confirm'],
    ],
    [
      [tree, '--confirm=true'],
      ['promote', tree, '--confirm'],
    ],
    [
      [tree, '--confirm=false'],
      ['promote', tree],
    ],
    [
      ['promote', tree, '--confirm=1'],
      ['promote', tree, '--confirm'],
    ],
    [
      [tree, '--parse-only'],
      ['promote', tree, '--parse-only'],
    ],
    [
      [tree, '--use-prow-manifest-diff'],
      ['promote', tree, '--use-prow-manifest-diff'],
    ],
    [
      [tree, '--manifest-diff-since', '7 days'],
      ['promote', tree, '--manifest-diff-since', '7 days'],
    ],
    [
      [tree, '--use-service-account'],
      ['promote', tree, '--use-service-account'],
    ],
    [
      [tree, '--sign=false', '--verification-summaries=false'],
      ['promote', tree, '--skip-signing'],
    ],
    [
      [tree, '--sign'],
      ['promote', tree, '--sign'],
    ],
    [
      ['--snapshot=gcr.io/foo', '--sign=false'],
      ['snapshot', 'gcr.io/foo'],
    ],
    [['--snapshot=gcr.io/foo'], ['snapshot', 'gcr.io/foo']],
    [
      ['--snapshot', 'gcr.io/foo', '--output', 'CSV', '--minimal-snapshot', '--snapshot-tag=v1'],
      ['snapshot', 'gcr.io/foo', '--format=csv', '--minimal', '--tag=v1'],
    ],
    [
      ['run', '--manifest-based-snapshot-of=us.gcr.io/prod', tree, '--minimal-snapshot=false'],
      ['snapshot', 'us.gcr.io/prod', '--from-manifests', tree],
    ],
    [
      ['plan', '--output', 'plan.json', '.'],
      ['plan', '--output=plan.json', '.'],
    ],
  ])('%j', (args, translated) => {
    expect(fromKpromo(args)).toEqual({ args: translated, notes: [] });
  });

  it.each([
    [['--threads=10'], /^--threads is ignored: as many requests/],
    [['--threads', '10'], /^--threads is ignored/],
    [['--signer-account', 'a@b'], /^--signer-account is ignored: "signing" of .cip.yaml says who signs/],
    [['--max-image-size=2048'], /^--max-image-size is ignored/],
    [['--verification-summaries'], /^--verification-summaries is ignored: "summaries"/],
    [['--certificate-oidc-issuer-regexp=.*'], /^--certificate-oidc-issuer-regexp is ignored/],
  ])('%j is ignored, and that is said', (args, note) => {
    const { args: left, notes } = fromKpromo([tree, ...args]);
    expect(left).toEqual(['promote', tree]);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  it.each([
    [['--output', 'csv'], /is the format of a snapshot/],
    [['promote', '--output=YAML'], /would save a plan to a file of that name/],
    [['--vuln-severity-threshold=4'], /no scanner/],
    [['--confirm=maybe'], /neither true nor false/],
    [[tree, '--threads'], /--threads has no value/],
    [[tree, '--threads=1', '--threads=2'], /--threads was given twice/],
    [['run', 'files', '--manifests=x'], /kpromo run files is no command of this program/],
    [['pr', '--tag=v1'], /kpromo pr is no command of this program/],
    [['--snapshot=a', '--manifest-based-snapshot-of=b'], /two registries to print: a and b/],
  ])('%j is refused', (args, message) => {
    expect(() => fromKpromo(args)).toThrow(message);
  });
});

it.each([
  [[]],
  [['--help']],
  [['--version']],
  [['status', 'app', '--threads=3']],
  [['snapshot', 'gcr.io/a', '--output']],
])('%j is left alone', (args) => {
  expect(fromKpromo(args)).toEqual({ args, notes: [] });
});

it('the documentation has every flag', async () => {
  const rows = kpromoFlags.map(
    ({ name, value, effect }) => `| \`--${name}${value === 'text' ? '=…' : ''}\` | ${effect} |`,
  );
  const page = await readFile(new URL('../../../docs/operations/from-kpromo.md', import.meta.url), 'utf8');
  const [, table = ''] = /<!-- flags -->\n([^]*?)<!-- end of flags -->/.exec(page) ?? [];
  expect(
    table
      .trim()
      .split('\n')
      .map((line) => line.replaceAll(/ +\|/g, ' |'))
      .slice(2),
  ).toEqual(rows);
});
