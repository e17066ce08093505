import { groupBy } from '@cip/oci';
import { type ImageState, imageStates } from '@cip/plan';
import { cut } from '../html/cut.js';
import { html, type Html, nothing } from '../html/html.js';
import { page } from '../html/page.js';
import { type HtmlColumn, table } from '../html/table.js';
import { count } from '../words.js';
import { carriedIn } from './carried-lines.js';
import { meanings } from './explain.js';
import { causeOf, explanationOf, groupOutages, groupStatuses, type StatusGroup } from './group-statuses.js';
import { emphasisOf, statusCells, statusSummary } from './render-status-text.js';
import type { StatusItem, StatusReport } from './status-report.js';

/** In characters, of which names and tags take a part. */
const width = 400;

const columns: readonly HtmlColumn[] = [
  { head: 'subproject' },
  { head: 'image', emphasis: 'bold' },
  { head: 'tags' },
  { head: 'digest', emphasis: 'dim' },
  { head: 'where' },
  { head: 'place', emphasis: 'dim' },
];

/** The report of one image as a page: what stands where, and what it carries there. */
export function renderStatusHtml(report: StatusReport): string {
  const byState = groupBy(report.items, ({ state }) => state);
  return page(`cip status ${report.asked}`, [
    html`<h1>cip status ${report.asked}</h1>`,
    html`<p class="soft">${statusSummary(report)}</p>`,
    ...imageStates.map((state) => stateSection(state, byState.get(state) ?? [])),
    carriedSection(report),
  ]);
}

function stateSection(state: ImageState, items: readonly StatusItem[]): Html {
  if (items.length === 0) return nothing;
  return html`<section>
    <h2>
      <span class="badge ${emphasisOf(state)}">${state}</span> ${count(items.length, 'item')},
      ${meanings[state]}
    </h2>
    <div class="card">${state === 'unknown' ? outages(items) : groups(state, items)}</div>
  </section>`;
}

function outages(items: readonly StatusItem[]): Html {
  const rows = groupOutages(items).map(({ registry, reason, items: amount }) => [
    registry,
    count(amount, 'item'),
    reason,
  ]);
  return cut(rows, (shown) => table([{ emphasis: 'bold' }, {}, {}], shown));
}

/** Each cause once, and below it what stands so. */
function groups(state: ImageState, items: readonly StatusItem[]): Html {
  const byCause = groupBy(groupStatuses(items), ({ first }) => causeOf(first));
  const parts = [...byCause.values()].map((alike) => {
    const reason = explanationOf(alike);
    return html`${reason === meanings[state] ? nothing : html`<p>${reason}</p>`} ${rowsOf(alike)}`;
  });
  return html`${parts}`;
}

function rowsOf(alike: readonly StatusGroup[]): Html {
  return cut(alike, (shown) =>
    table(
      columns,
      shown.map((group) => statusCells(group, width)),
    ),
  );
}

function carriedSection(report: StatusReport): Html {
  const { title, places, kept } = carriedIn(report);
  if (title === undefined) return nothing;
  const cards = places.map(
    (place) =>
      html`<h3>${place.title}</h3>
        ${listOf(place.lines.length === 0 ? ['nothing'] : place.lines)}`,
  );
  return html`<section>
    <h2>${places.length === 0 ? title : 'Attached'}</h2>
    <div class="card">
      ${cut(cards, (shown) => html`${shown}`)} ${kept.map((line) => html`<p class="soft">${line}</p>`)}
    </div>
  </section>`;
}

function listOf(lines: readonly string[]): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}
