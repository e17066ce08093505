import { painter } from '../style.js';
import { count } from '../words.js';
import { changedConfigurationText, exceptedLines } from './excepted-lines.js';
import type { FindingLayout, LineAt } from './finding-lines.js';
import { infoLines, severityLines } from './finding-sections.js';
import { hiddenAmount, hiddenTexts } from './hidden.js';
import type { LintReport } from './lint-report.js';

export interface LintTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
  /** Whether infos are shown one by one; default false: they are counted by rule. */
  readonly showInfos?: boolean;
  /** The lines that findings stand in; default: findings are shown without them. */
  readonly lineAt?: LineAt;
}

/**
 * The findings for people who read the log of a build from its end: infos, warnings, errors, exceptions, summary. Of a rule with
 * many findings the first ones are shown in full, more of them on a line each, and the rest is counted.
 */
export function renderLintText(report: LintReport, options: LintTextOptions = {}): string {
  const { color = false, width = 120, showInfos = false, lineAt = () => undefined } = options;
  const layout: FindingLayout = { width, paint: painter(color), lineAt };
  const by = (severity: string) => report.items.filter((item) => item.severity === severity);
  const sections = [
    ...(showInfos ? severityLines(by('info'), layout) : [infoLines(by('info'), report, layout)]),
    ...severityLines(by('warning'), layout),
    ...severityLines(by('error'), layout),
    exceptedLines(report.excepted ?? [], layout),
    (report.changedConfigurations ?? []).map(changedConfigurationText),
    hiddenTexts(report),
    [summaryLine(report)],
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** `1 error, 2 warnings, 3 infos in 142 files, 733 images, 16,595 digests; 1 finding excepted` */
export function summaryLine(report: Pick<LintReport, 'summary' | 'excepted' | 'hidden'>): string {
  const { summary, excepted = [] } = report;
  const { errors, warnings, infos, files, images, digests } = summary;
  const found = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'info')];
  const looked = [count(files, 'file'), count(images, 'image'), count(digests, 'digest')];
  const amount = excepted.length + hiddenAmount(report, { excepted: true });
  const agreed = amount === 0 ? '' : `; ${count(amount, 'finding')} excepted`;
  return `${found.join(', ')} in ${looked.join(', ')}${agreed}`;
}
