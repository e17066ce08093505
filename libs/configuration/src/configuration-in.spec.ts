import { expect, it } from 'vitest';
import { configurationIn } from './configuration-in.js';
import { defaultConfiguration } from './project-configuration.js';

const current = { shownAs: 'registry/.cip.yaml', text: 'stagingPrefix: new-\n' };
const former = { shownAs: 'registry/.cip-lint.yaml', text: 'stagingPrefix: old-\n' };

it('no file is the default configuration', () => {
  expect(configurationIn({})).toBe(defaultConfiguration);
});

it('reads the file', () => {
  expect(configurationIn({ current })).toMatchObject({ policy: { stagingPrefix: 'new-' }, notices: [] });
});

it('reads the file under its former name, and says how to rename it', () => {
  const { policy, notices } = configurationIn({ former });
  expect(policy.stagingPrefix).toBe('old-');
  expect(notices).toEqual([
    {
      where: { file: 'registry/.cip-lint.yaml', line: 1, column: 1 },
      message: '.cip-lint.yaml is called .cip.yaml now, and holds the same keys',
      remedy: 'Rename it: git mv registry/.cip-lint.yaml registry/.cip.yaml',
    },
  ]);
});

it.each([
  ['whatever is in them', former],
  ['even when one cannot be read', { shownAs: former.shownAs, unreadable: 'it is a directory' }],
])('refuses both files, %s', (_, other) => {
  expect(() => configurationIn({ current, former: other })).toThrow(
    'registry/.cip-lint.yaml:1:1: there are both .cip-lint.yaml and .cip.yaml, which takes its place. Move what still counts to .cip.yaml, and remove .cip-lint.yaml.',
  );
});
