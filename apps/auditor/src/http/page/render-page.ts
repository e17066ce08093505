import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';

const filters = [
  ['', 'All'],
  ['REJECTED', 'Rejected'],
  ['UNREACHABLE', 'Unreachable'],
  ['VERIFIED', 'Verified'],
] as const;

/** The page, without any transaction: the script fetches them. `nonce` is that of the content security policy. */
export function renderPage(nonce: string): string {
  const buttons = filters.map(
    ([value, text]) =>
      `<button type="button" value="${value}" aria-pressed="${value === ''}">${text}</button>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Changes in production</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${pageStyle}</style>
</head>
<body>
<header>
<h1>Changes in production</h1>
<p id="state" role="status">Asking the service …</p>
<section id="invalid" aria-labelledby="invalid-title" hidden>
<p id="invalid-title">Parts of the manifests are invalid. Their last good state counts, if there was one:</p>
<ul tabindex="0"></ul>
</section>
<form id="filter" role="search">
<div role="group" aria-label="Verdict">${buttons.join('')}</div>
<input id="q" type="search" maxlength="500" placeholder="Image, tag, digest, reason …" aria-label="Text to find"
  autocomplete="off" spellcheck="false">
</form>
</header>
<main>
<ol id="list"></ol>
<p id="none" hidden></p>
<noscript><p>This page needs its script. The same is under <code>/api/transactions</code>.</p></noscript>
</main>
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`;
}
