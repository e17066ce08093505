import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from './html.js';
import { page } from './page.js';
import { table } from './table.js';

it('takes texts as texts, in elements and in attributes, and markup as markup', () => {
  const hostile = `<img src=x onerror="alert(1)">&amp;'`;
  expect(html`<p title="${hostile}">${hostile} ${1}</p>`.markup).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;\'">' +
      "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;' 1</p>",
  );
  const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
  expect(
    html`<ul>
      ${items}
    </ul>`.markup,
  ).toBe('<ul>\n<li>&lt;a&gt;</li><li>b</li>\n</ul>');
});

it('shows what does not print, so that no text changes its direction or vanishes', () => {
  expect(html`${'a\u202eb\u0000c\nd'}`.markup).toBe(String.raw`a\u202eb\u0000c\u000ad`);
});

it('has no angle bracket and no quote of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.markup).not.toMatch(/[<>"]/);
    }),
  );
});

it('makes a page that loads nothing and runs nothing', () => {
  const made = page('</title><script>', [html`<p>all is well</p>`]);
  expect(made).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
  expect(made).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(made).not.toMatch(/<script|<link|<img|url\(|@import|https?:/);
});

it('leaves out columns of a table without any text', () => {
  const { markup } = table(
    [{ head: 'a', emphasis: 'bold' }, { head: 'b' }, { head: 'c' }],
    [['1', '', '<2>']],
  );
  expect(markup).toContain('<th>a</th><th>c</th>');
  expect(markup).toContain('<td class="bold">1</td><td>&lt;2&gt;</td>');
});
