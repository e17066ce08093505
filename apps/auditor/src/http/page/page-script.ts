/**
 * Of the page: asks for the transactions every three seconds while somebody looks. What they say goes into the page as
 * text, never as markup.
 */
export const pageScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const list = byId('list'), none = byId('none'), state = byId('state'), invalid = byId('invalid'), search = byId('q');
const problemList = document.querySelector('#invalid ul');
const buttons = [...document.querySelectorAll('form button')];
const start = new URLSearchParams(location.search);
let verdict = start.get('verdict') || '', shown = '', asked = 0;
search.value = start.get('q') || '';

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 60) return seconds + ' s ago';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min ago';
  if (seconds < 86400) return Math.floor(seconds / 3600) + ' h ago';
  return time.slice(0, 16).replace('T', ' ');
}

function shorten(text) {
  return text.replace(/^(sha(?:256|512):)([0-9a-f]{12})[0-9a-f]+$/, '$1$2…').replace(/^([0-9a-f]{12})[0-9a-f]{28}$/, '$1');
}

function copyable(text) {
  const short = shorten(text);
  const button = element('button', '', short);
  button.type = 'button';
  button.title = text + ' (select to copy)';
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
    } catch {
      button.textContent = text;
      return;
    }
    setTimeout(() => { button.textContent = short; }, 1200);
  };
  return button;
}

function fact(label, text) {
  const made = element('span', '', label + ' ');
  made.append(copyable(text));
  return made;
}

function why(text) {
  const made = element('div', 'why');
  const parts = text.split(/(sha256:[0-9a-f]{64})/);
  made.append(...parts.map((part, i) => (i % 2 ? copyable(part) : part)));
  return made;
}

function row(item) {
  const made = element('li');
  const main = element('div');
  const image = element('div', 'image', item.repository || '(not an event of a registry)');
  if (item.tag) image.append(element('span', '', ':' + item.tag));
  const facts = element('div', 'facts');
  const isSaid = item.action === 'insert' || item.reason === 'deleted';
  facts.append(element('span', '', item.reason + (item.action && !isSaid ? ', ' + item.action : '')));
  if (item.digest) facts.append(fact('digest', item.digest));
  if (item.parent) facts.append(fact('of', item.parent));
  facts.append(fact('manifests', item.revision));
  if (item.id) facts.append(fact('event', item.id));
  main.append(image, why(item.explanation), facts);
  const time = element('time', '', ago(item.time));
  time.dateTime = time.title = item.time;
  made.append(element('span', 'badge ' + item.verdict, item.verdict), main, time);
  return made;
}

function say(text, bad) {
  if (state.textContent !== text) state.textContent = text;
  state.className = bad ? 'bad' : '';
}

async function askState() {
  const ready = await (await fetch('/ready', { cache: 'no-store' })).json();
  const problems = ready.invalid || [];
  const text = problems.join('\\n');
  invalid.hidden = problems.length === 0;
  if (invalid.dataset.text !== text) {
    invalid.dataset.text = text;
    problemList.replaceChildren(...problems.map((problem) => element('li', '', problem)));
  }
  if (ready.status !== 'ready') say('This process is ' + ready.status + '.', true);
  else say('Manifests ' + shorten(ready.revision) + ', read ' + ago(ready.readAt), false);
}

async function askList() {
  const number = ++asked;
  const query = new URLSearchParams({ limit: '200', verdict, q: search.value });
  const answer = await fetch('/api/transactions?' + query, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(answer.statusText);
  const items = (await answer.json()).items;
  if (number !== asked) return;
  const now = query + ' ' + answer.headers.get('etag');
  if (now === shown) {
    for (const time of list.querySelectorAll('time')) time.textContent = ago(time.dateTime);
    return;
  }
  shown = now;
  list.replaceChildren(...items.map(row));
  none.hidden = items.length > 0;
  none.textContent = verdict || search.value
    ? 'Nothing that this process has seen matches.'
    : 'This process has not seen a change yet.';
}

async function ask() {
  try {
    await Promise.all([askState(), askList()]);
  } catch {
    say('The service does not answer. What is below may be old; it is tried again.', true);
  }
}

function filter() {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === verdict));
  const query = new URLSearchParams();
  if (verdict) query.set('verdict', verdict);
  if (search.value) query.set('q', search.value);
  history.replaceState(null, '', query.size ? '?' + query : location.pathname);
  ask();
}

for (const button of buttons) button.onclick = () => { verdict = button.value; filter(); };
search.oninput = filter;
byId('filter').onsubmit = (event) => { event.preventDefault(); filter(); };
document.onvisibilitychange = () => { if (!document.hidden) ask(); };
setInterval(() => { if (!document.hidden) ask(); }, 3000);
filter();
`;
