import { expect, it } from 'vitest';
import { excepted, finding, many, reportOf, someFindings } from '../testing/findings.js';
import { reviewRow } from '../testing/review.js';
import { digest } from '../testing/samples.js';
import { renderLintMarkdown } from './render-lint-markdown.js';

it('begins with figures and errors, so that nobody approves by the table alone', () => {
  const moved = reviewRow({ refused: ['tag-moved'], movedFrom: digest('b') });
  const report = reportOf(someFindings(), {
    excepted: [excepted()],
    changedConfigurations: ['.cip.yaml'],
    review: [reviewRow({ tag: '3.11' }), moved],
  });
  expect(renderLintMarkdown(report)).toMatchInlineSnapshot(`
    "### cip-lint: 3 errors, 1 warning, 2 infos in 142 files, 733 images, 16,595 digests; 1 finding excepted

    - \`digest-format\` \`images/k8s-staging-pause/images.yaml:3:5\`: \`the digest has 62 hexadecimal characters instead of 64\`
    - \`tag-conflict\` \`images/k8s-staging-pause/images.yaml:3:5\`: <code>two digests want the tag &#34;3.10&#34;</code>
    - \`tag-removed\` \`images/k8s-staging-pause/images.yaml:7:1 in ffffffffffff\`: <code>the tag &#34;3.9&#34; was removed</code>

    - \`the configuration .cip.yaml changes, too\`

    Excepted (agreed to in \`.cip.yaml\`):

    - \`tag-moved\` \`images/k8s-staging-pause/images.yaml:3:5\`: <code>the tag &#34;3.9&#34; moves</code>; \`agreed until 2030-01-31 in .cip.yaml:2:3: rebuilt for CVE-1\`

    ### The change promotes 1 tag or digest; 1 tag or digest is refused

    | image | tag | refused by | digest | before | from | destinations |
    | --- | --- | --- | --- | --- | --- | --- |
    | \`pause\` | \`3.10\` | \`tag-moved\` | \`sha256:aaaaaaaaaaaa\` | \`sha256:bbbbbbbbbbbb\` | \`gcr.io/k8s-staging-pause/pause\` | \`22 registries\` |
    | \`pause\` | \`3.11\` |  | \`sha256:aaaaaaaaaaaa\` |  | \`gcr.io/k8s-staging-pause/pause\` | \`22 registries\` |
    "
  `);
});

it('has only figures and the table when all is well', () => {
  expect(renderLintMarkdown(reportOf([], { review: [] }))).toBe(
    '### cip-lint: 0 errors, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests\n\nThe change promotes nothing.\n',
  );
});

it('tells who writes to production now, even if nothing is promoted', () => {
  const message = 'the service account for us.gcr.io/prod changes from a@x.example to b@x.example';
  const changed = finding({ rule: 'service-account-changed', severity: 'warning', message });
  const lines = renderLintMarkdown(reportOf([changed], { review: [] })).split('\n');
  expect(lines[2]).toMatch(
    /^- `service-account-changed` .*the service account for us\.gcr\.io\/prod changes/,
  );
  expect(lines[4]).toBe('The change promotes nothing; it changes service accounts.');
});

it('names ten errors, and how many more', () => {
  const text = renderLintMarkdown(reportOf(many(480)));
  expect(text.match(/^- `digest-format`/gm)).toHaveLength(10);
  expect(text).toContain('- … and 470 more errors (use --format json for all)\n');
});

it('shows what people wrote as text', () => {
  const reason = '`<img src=x> @all\n# x';
  const text = renderLintMarkdown(reportOf([], { excepted: [excepted({ reason })] }));
  expect(text).not.toContain('<img');
  expect(text.replaceAll(/`[^`]*`|<code>[^<>`]*<\/code>/g, '')).not.toContain('@all');
});
