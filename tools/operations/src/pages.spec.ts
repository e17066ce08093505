import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationsFile, operationsText } from './workspace.js';

const pages = readdirSync(operationsFile('.'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);

describe('pages about operations', () => {
  it.each(pages.filter((page) => page !== 'README.md'))('%s opens with the command that does it', (page) => {
    expect(operationsText(page)).toMatch(/^# .*\n\n(<!-- exit code: \d -->\n\n)?```\n\S+ /);
  });

  it.each(pages)('%s has links that lead somewhere', (page) => {
    const links = [...operationsText(page).matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)];
    for (const [, name = '', anchor = ''] of links) {
      const file = name === '' ? operationsFile(page) : path.join(path.dirname(operationsFile(page)), name);
      expect(existsSync(file), `${name}${anchor}`).toBe(true);
      if (anchor !== '' && statSync(file).isFile()) expect(anchorsOf(file)).toContain(anchor.slice(1));
    }
  });

  it('are all in the index', () => {
    const index = operationsText('README.md');
    for (const page of pages) if (page !== 'README.md') expect(index).toContain(`](${page})`);
  });
});

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(file: string): string[] {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
