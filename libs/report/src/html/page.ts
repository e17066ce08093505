import { html, type Html } from './html.js';
import { pageStyle } from './page-style.js';

// Nothing is loaded and nothing runs, even if a text got through as markup.
const securityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One page that stands by itself: nothing is loaded from anywhere, and there are no scripts. */
export function page(title: string, body: readonly Html[]): string {
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${securityPolicy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>`;
  const content = body.map(({ markup }) => markup).filter((markup) => markup !== '');
  return `<!doctype html>
<html lang="en">
<head>
${head.markup}
<style>${pageStyle}</style>
</head>
<body>
${content.join('\n')}
</body>
</html>
`;
}
