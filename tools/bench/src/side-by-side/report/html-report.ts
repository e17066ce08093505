import { type Bound, isKept } from '../bound.js';
import { growthFactor } from '../growth/growth-factor.js';
import type { ContenderReport, ScenarioReport } from '../run-scenario.js';
import { requestsByKind } from '../traffic.js';
import { barChart } from './bar-chart.js';
import { type BenchReport, passed } from './bench-report.js';
import { type Column, columns, number, times } from './columns.js';
import { escapeHtml } from './html.js';
import { lineChart } from './line-chart.js';
import { style } from './style.js';
import { boundLine } from './text-report.js';

/** One page that needs nothing else. */
export function htmlReport(report: BenchReport): string {
  const { date, machine, scale, scenarios } = report;
  const facts = `${date}, ${machine.processors} × ${machine.model}, Node.js ${machine.node}, scale ${scale}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Benchmark of the Container Image Promoter</title><style>${style}</style></head>
<body><h1>Benchmark of the Container Image Promoter</h1>
<p>${escapeHtml(facts)}. ${passed(report) ? 'Every bound is kept.' : '<strong>Not everything is as it should be.</strong>'}</p>
<nav>${scenarios.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' ')}</nav>
${scenarios.map(section).join('\n')}
</body></html>
`;
}

function section(report: ScenarioReport): string {
  const { name, about, contenders, bounds, leftOut } = report;
  const measured = contenders.filter(({ figures }) => figures);
  return `<section id="${name}"><h2>${name}</h2><p>${escapeHtml(about)}</p>
<div class="charts">${chartsOf(report)}</div>
${kindsTable(measured)}
<ul class="bounds">${bounds.map(boundItem).join('')}</ul>
${contenders.flatMap((one) => one.failures.map((failure) => `<p class="broken">${escapeHtml(`${one.name}: ${failure}`)}</p>`)).join('')}
${leftOut.map((program) => `<p>Left out: ${escapeHtml(program)} is not on the PATH.</p>`).join('')}
</section>`;
}

/** Curves where the sizes are compared, bars where programs are. */
function chartsOf({ contenders, curves }: ScenarioReport): string {
  if (!curves) return columns.map((column) => chartOf(column, contenders)).join('');
  const charts = curves.flatMap(({ name: of, about, sizes }) => {
    const points = sizes.map(({ name, figures }) => ({
      label: name.replace(` ${of}`, ''),
      value: figures?.cpu ?? NaN,
    }));
    const isComplete = points.every(({ value }) => !Number.isNaN(value));
    return isComplete ? lineChart(`CPU, s, by ${of}: ${about}`, points, growthFactor) : [];
  });
  return charts.join('');
}

function boundItem(bound: Bound): string {
  return `<li class="${isKept(bound) ? 'kept' : 'broken'}">${escapeHtml(boundLine(bound))}</li>`;
}

/** Nothing for what was not counted. */
function chartOf({ title, value, digits }: Column, measured: readonly ContenderReport[]): string {
  const reference = measured.find(({ isOurs }) => isOurs)?.figures;
  const bars = measured.flatMap(({ name, isOurs, figures }) => {
    const shown = figures && value(figures);
    if (!figures || shown === undefined) return [];
    const text = `${number(shown, digits)} ${times(shown, reference && value(reference))}`;
    const range = title.startsWith('wall') ? { range: figures.wall } : {};
    return [{ label: name, value: shown, text, isOurs, ...range }];
  });
  return bars.length > 0 ? barChart(title, bars) : '';
}

/** Requests by kind to the source and to all others, for each contender. */
function kindsTable(measured: readonly ContenderReport[]): string {
  const rows = measured.flatMap(({ name, figures }) => {
    if (!figures?.traffic) return [];
    const { source = {}, ...others } = figures.traffic.hosts;
    return [
      `<tr><th>${escapeHtml(name)}</th><td>${kindsOf([source])}</td><td>${kindsOf(Object.values(others))}</td></tr>`,
    ];
  });
  if (rows.length === 0) return '';
  return `<table><thead><tr><th>requests</th><th>source</th><th>all others</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function kindsOf(hosts: readonly Readonly<Record<string, number>>[]): string {
  const kinds = Object.entries(requestsByKind(hosts)).filter(([, count]) => count > 0);
  return kinds.map(([kind, count]) => `${escapeHtml(kind)} ${number(count, 0)}`).join(', ') || 'none';
}
