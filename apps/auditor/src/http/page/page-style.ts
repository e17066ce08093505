/** Of the page. Light and dark, one column on a phone. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --text: #1c2430; --soft: #5b6675; --line: #dfe3e8; --edge: #848f9d;
  --verified: #18794e; --verified-back: #e3f4ea; --rejected: #b42318; --rejected-back: #fde8e6;
  --unreachable: #8a5a00; --unreachable-back: #fdf0d3; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --back: #12161c; --card: #1a2028; --text: #e6eaf0; --soft: #9aa6b5; --line: #2c3541; --edge: #657284;
    --verified: #6fd3a0; --verified-back: #14342a; --rejected: #ff9d92; --rejected-back: #45201d;
    --unreachable: #f0c169; --unreachable-back: #3d3015; --accent: #8ab4f8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main { max-width: 70rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0; }
#state { margin: .25rem 0 0; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
#state.bad { color: var(--rejected); }
#invalid { margin: .5rem 0 0; padding: .5rem .75rem; border-radius: .5rem; font-size: .875rem;
  color: var(--unreachable); background: var(--unreachable-back); overflow-wrap: anywhere; }
#invalid p { margin: 0; font-weight: 600; }
#invalid ul { margin: 0; padding: 0 0 0 1.25rem; max-height: 12rem; overflow-y: auto; }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
form > div { display: flex; border: 1px solid var(--edge); border-radius: .5rem; overflow: hidden; background: var(--card); }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
form button { padding: .4rem .75rem; min-height: 2.5rem; }
form button + button { border-left: 1px solid var(--edge); }
form button[aria-pressed=true] { background: var(--text); color: var(--card); }
input { flex: 1 1 14rem; min-width: 0; font: inherit; color: inherit; padding: .4rem .75rem; min-height: 2.5rem;
  border: 1px solid var(--edge); border-radius: .5rem; background: var(--card); }
::placeholder { color: var(--soft); opacity: 1; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
ol { list-style: none; margin: 0 0 2rem; padding: 0; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card); overflow: hidden; }
li { display: grid; grid-template-columns: 8rem minmax(0, 1fr) auto; gap: .1rem 1rem; padding: .75rem 1rem; }
li + li { border-top: 1px solid var(--line); }
ol:empty { display: none; }
#invalid li { display: list-item; padding: 0; border: 0; }
.badge { justify-self: start; align-self: start; padding: .1rem .55rem; border-radius: 1rem; font-size: .75rem;
  font-weight: 600; letter-spacing: .02em; line-height: 1.6; }
.VERIFIED { color: var(--verified); background: var(--verified-back); }
.REJECTED { color: var(--rejected); background: var(--rejected-back); }
.UNREACHABLE { color: var(--unreachable); background: var(--unreachable-back); }
.image { font-weight: 600; overflow-wrap: anywhere; }
.image span { font-weight: 400; color: var(--soft); }
.why { overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin-top: .15rem; color: var(--soft); font-size: .85rem; }
li button { padding: 0; font: .8rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; text-align: left;
  text-decoration: underline dotted; text-underline-offset: .2em; overflow-wrap: anywhere; }
time { color: var(--soft); font-size: .85rem; white-space: nowrap; }
#none { color: var(--soft); text-align: center; padding: 3rem 1rem; }
@media (max-width: 40rem) {
  li { grid-template-columns: minmax(0, 1fr) auto; }
  li > div { grid-column: 1 / -1; grid-row: 2; }
  form > div { flex: 1 1 100%; }
  form button { flex: 1; padding: .4rem .25rem; font-size: .875rem; }
}
`;
