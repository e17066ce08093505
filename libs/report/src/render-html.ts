import { groupBy } from '@cip/oci';
import { type BlockerKind, blockerKinds } from '@cip/plan';
import { causeOf } from './causes.js';
import { amountOf, groupItems, type ItemGroup, reasonOf } from './group-items.js';
import { groupUnreachable } from './group-unreachable.js';
import { cut } from './html/cut.js';
import { html, type Html, nothing } from './html/html.js';
import { page } from './html/page.js';
import { type HtmlColumn, table } from './html/table.js';
import { itemCells } from './item-rows.js';
import { leftBehindCells } from './left-behind.js';
import { proofCells, proofRows, proofTitle } from './proof.js';
import type { LeftBehind, PromotionReport, ReportItem } from './promotion-report.js';
import { remedies, waysOutOf } from './remedies.js';
import { closingLines, leftUndone, promotionSummary, type TextOptions } from './render-text.js';
import {
  repositoriesIn,
  type Uncompared,
  uncomparedCells,
  type UnfinishedShard,
  unfinishedText,
} from './shards/unfinished.js';
import type { Emphasis } from './style.js';
import { spread } from './text-sections.js';
import { count, grouped } from './words.js';

export type HtmlOptions = Pick<TextOptions, 'dryRun' | 'savedPlan'>;

/** In characters, of which names and tags take a part. */
const width = 400;

const columns: readonly HtmlColumn[] = [
  { head: 'step' },
  { head: 'image', emphasis: 'bold' },
  { head: 'tags' },
  { head: 'digest', emphasis: 'dim' },
  { head: 'to' },
  { head: 'place', emphasis: 'dim' },
];

const proofColumns: readonly HtmlColumn[] = [
  { head: 'image', emphasis: 'bold' },
  { head: 'digest', emphasis: 'dim' },
  { head: 'proven' },
  { head: 'by, or what is missing' },
  { head: 'policy', emphasis: 'dim' },
];

/** The report of a plan or a promotion as one page: what needs somebody first, then what is done or to be done. */
export function renderHtml(report: PromotionReport, options: HtmlOptions): string {
  const groups = groupItems(report.items);
  const by = (state: ReportItem['state']) => groups.get(state) ?? [];
  const left = options.dryRun ? 'Would promote' : leftUndone(report);
  return page(`cip ${report.command}`, [
    html`<h1>cip ${report.command} ${verdictOf(report, options)}</h1>`,
    html`<p class="soft">${promotionSummary(report, options)}</p>`,
    ...closingLines(report, options).map((line) => html`<p>${line}</p>`),
    blockedSection(by('blocked')),
    failedSection(by('failed')),
    unfinishedSection(report.unfinished ?? []),
    uncomparedSection(report.uncompared ?? []),
    listSection(left, by('planned'), 'yellow'),
    listSection('Promoted', by('promoted'), 'green'),
    proofSection([...by('planned'), ...by('promoted'), ...by('failed')]),
    leftBehindSection(report.leftBehind ?? []),
    listSection('In place', by('existing'), 'dim'),
  ]);
}

function verdictOf({ summary, interrupted, unfinished }: PromotionReport, { dryRun }: HtmlOptions): Html {
  const { blocked, failed, planned } = summary;
  const bad = [
    ...(blocked > 0 ? [`${grouped(blocked)} blocked`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(interrupted === undefined ? [] : ['interrupted']),
    ...(unfinished ? [`${count(unfinished.length, 'shard')} unfinished`] : []),
  ];
  if (bad.length > 0) return html`<span class="badge red">${bad.join(', ')}</span>`;
  if (planned > 0)
    return html`<span class="badge yellow">${grouped(planned)} ${dryRun ? 'to promote' : 'not done'}</span>`;
  return html`<span class="badge green">nothing left to do</span>`;
}

function listSection(title: string, groups: readonly ItemGroup[], emphasis: Emphasis): Html {
  if (groups.length === 0) return nothing;
  return html`<section>
    ${heading(title, groups, emphasis)}
    <div class="card">${rowsOf(groups)}</div>
  </section>`;
}

function proofSection(groups: readonly ItemGroup[]): Html {
  const rows = proofRows(groups);
  if (rows.length === 0) return nothing;
  return html`<section>
    <h2>Provenance: ${proofTitle(rows)}</h2>
    <div class="card">${cut(rows, (shown) => table(proofColumns, shown.map(proofCells)))}</div>
  </section>`;
}

function leftBehindSection(left: readonly LeftBehind[]): Html {
  if (left.length === 0) return nothing;
  const columns = [{ head: 'source', emphasis: 'bold' }, { head: 'artifact' }, { head: 'why' }] as const;
  return html`<section>
    <h2><span class="badge yellow">Left behind</span> ${count(left.length, 'attached artifact')}</h2>
    <div class="card">${cut(left, (shown) => table(columns, shown.map(leftBehindCells)))}</div>
  </section>`;
}

function unfinishedSection(unfinished: readonly UnfinishedShard[]): Html {
  if (unfinished.length === 0) return nothing;
  return html`<section>
    <h2><span class="badge red">Unfinished</span> ${count(unfinished.length, 'shard')}</h2>
    <ul>
      ${unfinished.map((one) => html`<li>${unfinishedText(one)}</li>`)}
    </ul>
  </section>`;
}

function uncomparedSection(uncompared: readonly Uncompared[]): Html {
  if (uncompared.length === 0) return nothing;
  const amount = count(repositoriesIn(uncompared), 'repository', 'repositories');
  return html`<section>
    <h2><span class="badge red">Not compared</span> ${amount}</h2>
    <div class="card">
      ${cut(uncompared, (shown) => table([{ emphasis: 'bold' }, {}], shown.map(uncomparedCells)))}
    </div>
  </section>`;
}

function blockedSection(groups: readonly ItemGroup[]): Html {
  if (groups.length === 0) return nothing;
  const byKind = groupBy(groups, ({ first }) => first.kind);
  const kinds = blockerKinds.map((kind) => kindCard(kind, byKind.get(kind) ?? []));
  return html`<section>${heading('Blocked', groups, 'red')} ${kinds}</section>`;
}

function kindCard(kind: BlockerKind, groups: readonly ItemGroup[]): Html {
  if (groups.length === 0) return nothing;
  const ways = waysOutOf(kind).map((way) => html`<li>${way}</li>`);
  return html`<div class="card">
    <h3>${kind}: ${count(amountOf(groups), 'item')}, ${remedies[kind].meaning}</h3>
    ${kind === 'unreachable' ? outages(groups) : reasons(groups)}
    <ul>
      ${ways}
    </ul>
  </div> `;
}

function failedSection(groups: readonly ItemGroup[]): Html {
  if (groups.length === 0) return nothing;
  return html`<section>
    ${heading('Failed', groups, 'red')}
    <div class="card">${reasons(groups)}</div>
  </section>`;
}

/** Each cause once, and below it what it holds up. */
function reasons(groups: readonly ItemGroup[]): Html {
  const byReason = groupBy(groups, ({ first }) => causeOf(first));
  const parts = [...byReason.values()].map(
    (alike) =>
      html`<p>${reasonOf(alike) || 'no reason was given'}</p>
        ${rowsOf(alike)}`,
  );
  return html`${parts}`;
}

function outages(groups: readonly ItemGroup[]): Html {
  const rows = groupUnreachable(groups.flatMap(({ items }) => items)).map(({ host, reason, ...outage }) => [
    host,
    `${count(outage.items, 'item')} for ${count(outage.repositories, 'repository', 'repositories')}`,
    reason,
  ]);
  return cut(rows, (shown) => table([{ emphasis: 'bold' }, {}, {}], shown));
}

function rowsOf(groups: readonly ItemGroup[]): Html {
  return cut(groups, (shown) =>
    table(
      columns,
      shown.map((group) => itemCells(group, width)),
    ),
  );
}

function heading(title: string, groups: readonly ItemGroup[], emphasis: Emphasis): Html {
  return html`<h2>
    <span class="badge ${emphasis}">${title}</span> ${count(amountOf(groups), 'item')}${spread(groups)}
  </h2>`;
}
