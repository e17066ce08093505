/** Of a report. Light, dark and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --text: #1c2430; --soft: #5b6675; --line: #dfe3e8;
  --red: #b42318; --red-back: #fde8e6; --yellow: #8a5a00; --yellow-back: #fdf0d3; --green: #18794e; --green-back: #e3f4ea;
  --dim: #5b6675; --dim-back: #eceff2; }
@media screen and (prefers-color-scheme: dark) {
  :root { --back: #12161c; --card: #1a2028; --text: #e6eaf0; --soft: #9aa6b5; --line: #2c3541;
    --red: #ff9d92; --red-back: #45201d; --yellow: #f0c169; --yellow-back: #3d3015; --green: #6fd3a0; --green-back: #14342a;
    --dim: #9aa6b5; --dim-back: #262e38; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 3rem; background: var(--back); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1rem; line-height: 1.4; margin: 2rem 0 .5rem; }
h3 { font-size: .95rem; margin: .25rem 0; }
p { margin: .25rem 0; }
.soft, .place, dt { color: var(--soft); }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .75rem; font-weight: 600; line-height: 1.6; }
.red { color: var(--red); background: var(--red-back); }
.yellow { color: var(--yellow); background: var(--yellow-back); }
.green { color: var(--green); background: var(--green-back); }
.dim { color: var(--dim); background: var(--dim-back); }
.card { margin: .5rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
.card > .card { border: 0; border-top: 1px solid var(--line); border-radius: 0; margin: .75rem -1rem 0; padding-bottom: 0; }
pre { margin: .5rem 0; padding: .5rem .75rem; border-radius: .5rem; background: var(--back); overflow-x: auto; overflow-wrap: normal;
  font: .85rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre b { color: var(--red); }
code, td.code { font: .85rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
summary { cursor: pointer; color: var(--soft); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .75rem .3rem 0; max-width: 22rem; overflow-wrap: break-word; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th { font-size: .8rem; font-weight: 600; color: var(--soft); }
tr:first-child > * { border-top: 0; }
td.bold { font-weight: 600; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .card, pre { background: none; break-inside: avoid; }
  pre { white-space: pre-wrap; }
  pre, .table { overflow: visible; }
  th, td { overflow-wrap: anywhere; }
  h2 { break-after: avoid; }
  .badge { border: 1px solid currentcolor; }
}
`;
