import { describe, expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { lint } from '../lint.js';
import { canonicalFormat } from './canonical-format.js';

const canonical = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.1.0"]\n';

function findingsOf(images: string): unknown[] {
  const tree = treeOf(subproject('tools', ['eu.gcr.io/prod/tools'], images));
  return lint(tree, { rules: [canonicalFormat] }).map(({ where, message }) => [where, message]);
}

describe('canonical-format', () => {
  it.each([
    ['a canonical file', canonical],
    [
      'comments and blank lines',
      `# tools\n\n${canonical.replace('    "sha256:2b', '    # newer\n    "sha256:2b')}`,
    ],
    ['an empty file', ''],
    ['a file with a mistake', canonical.replace('"v1.1.0"', ' "-v1.1.0"')],
    ['a file that is no YAML', '- ['],
  ])('has nothing to say about %s', (_, images) => {
    expect(findingsOf(images)).toEqual([]);
  });

  it.each([
    ['a tag without quotes', canonical.replace('"v1.1.0"', 'v1.1.0'), 4, 1],
    ['tags in lines', canonical.replace(' ["v1.0.0"]', '\n    - v1.0.0'), 3, 2],
    ['CR LF', canonical.replaceAll('\n', '\r\n'), 1, 4],
    ['keys in another order', '- dmap:\n    "sha256:1a…": ["v1.0.0"]\n  name: hammer\n', 1, 2],
    ['blank lines at the end', `${canonical}\n\n`, 5, 2],
    ['a comment that is not indented', canonical.replace('    "sha256:2b', '# newer\n    "sha256:2b'), 4, 1],
  ])('reports %s once, where it begins', (_, images, line, lines) => {
    const counted = lines === 1 ? '1 line' : `${lines} lines`;
    expect(findingsOf(images)).toEqual([
      [
        { file: 'images/tools/images.yaml', line, column: 1 },
        `the file is not in canonical form: ${counted} would be written otherwise`,
      ],
    ]);
  });

  it('is informational, and stops nothing', () => {
    const tree = treeOf(subproject('tools', ['eu.gcr.io/prod/tools'], `${canonical}\n`));
    expect(lint(tree, { rules: [canonicalFormat] })).toMatchObject([
      { severity: 'info', remedy: 'Run cip-lint --fix.', touches: [] },
    ]);
  });
});
