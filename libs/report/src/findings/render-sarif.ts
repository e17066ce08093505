import { printable } from '@cip/oci';
import type { RuleName } from '@cip/policy';
import { jsonOf } from '../json-lines.js';
import { count } from '../words.js';
import { bySeverity } from './by-severity.js';
import { agreementOf, changedConfigurationText } from './excepted-lines.js';
import { fingerprinter } from './fingerprints.js';
import { fromTop, type FromTopOptions } from './from-top.js';
import { hiddenTexts } from './hidden.js';
import type { ExceptedItem, LintItem, LintPlace, LintReport } from './lint-report.js';
import { type RuleFacts, sarifLevels, sarifRule } from './sarif-rule.js';

export interface SarifOptions extends FromTopOptions {
  /** Of the program. */
  readonly version: string;
  /** Those that the report can speak of, with their documentation. */
  readonly rules: readonly RuleFacts[];
  /** Where the program is documented: an absolute URI. */
  readonly informationUri?: string;
}

// GitHub refuses a run with more results; of those it takes it shows 5,000 ("SARIF results exceed limits").
const mostResults = 25_000;
const mostRelated = 100;
const root = '%SRCROOT%';

/**
 * The report as SARIF 2.1.0, for GitHub code scanning and editors: errors first, places relative to the Git top
 * level. What a change removed has no line in the new tree, so it stands at the start of its file.
 */
export function renderSarif(report: LintReport, options: SarifOptions): string {
  const { version, informationUri, rules } = options;
  const { shown, hidden } = portion(report);
  const driver = {
    name: 'cip-lint',
    version,
    ...(informationUri !== undefined && { informationUri }),
    rules: rules.map(sarifRule),
  };
  const run = {
    tool: { driver },
    invocations: [
      {
        executionSuccessful: true,
        ...notificationsOf(report, hidden),
        ...configurationNotifications(report, options),
      },
    ],
    originalUriBaseIds: { [root]: { description: { text: 'The top level of the Git repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: resultsOf(shown, options),
  };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${jsonOf({ $schema, version: '2.1.0', runs: [run] })}\n`;
}

/** What is excepted comes last. */
function portion({ items, excepted = [] }: LintReport) {
  const all: readonly (LintItem | ExceptedItem)[] = [...bySeverity(items), ...excepted];
  return { shown: all.slice(0, mostResults), hidden: Math.max(0, all.length - mostResults) };
}

function notificationsOf({ hidden }: LintReport, leftOut: number) {
  const texts = [
    ...(leftOut > 0
      ? [`Left out ${count(leftOut, 'finding')} of the least severe (use --format json for all).`]
      : []),
    ...hiddenTexts({ ...(hidden && { hidden }) }).map((text) => `${text}.`),
  ];
  return (
    texts.length > 0 && {
      toolExecutionNotifications: texts.map((text) => ({ level: 'warning', message: { text } })),
    }
  );
}

/** That the rules themselves may be others than before. */
function configurationNotifications(
  { changedConfigurations = [] }: LintReport,
  { pathFromTop = (file) => file }: FromTopOptions,
) {
  if (changedConfigurations.length === 0) return {};
  const toolConfigurationNotifications = changedConfigurations.map(pathFromTop).map((file) => ({
    level: 'warning',
    message: { text: changedConfigurationText(file) },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file) } }],
  }));
  return { toolConfigurationNotifications };
}

function resultsOf(items: readonly (LintItem | ExceptedItem)[], options: SarifOptions) {
  const anyExcepted = items.some((item) => 'expires' in item);
  const indexes = new Map<RuleName, number>(options.rules.map(({ name }, i) => [name, i]));
  const fingerprint = fingerprinter();
  return items.map((one) => {
    const item = fromTop(one, options);
    const { rule, severity, file, message, related = [] } = item;
    const ruleIndex = indexes.get(rule);
    return {
      ruleId: rule,
      ...(ruleIndex !== undefined && { ruleIndex }),
      level: sarifLevels[severity],
      message: { text: textOf(item) },
      locations: [locationOf(item)],
      ...(related.length > 0 && { relatedLocations: relatedOf(related) }),
      ...(anyExcepted && { suppressions: suppressionsOf(item) }),
      partialFingerprints: { 'cipLint/v1': fingerprint(rule, file, message) },
    };
  });
}

/** Either all results of a run have the property or none ("suppressions property", 3.27.23). */
function suppressionsOf(item: LintItem | ExceptedItem) {
  if (!('expires' in item)) return [];
  return [{ kind: 'external', status: 'accepted', justification: agreementOf(item) }];
}

function textOf({ message, remedy, line, revision }: LintItem): string {
  const removed = revision === undefined ? '' : ` (line ${line} in ${revision})`;
  return printable(`${message}${removed}.${remedy === undefined ? '' : ` ${remedy}`}`);
}

function relatedOf(related: readonly LintPlace[]) {
  return related.slice(0, mostRelated).map((place, i) => ({
    id: i + 1,
    ...locationOf(place),
    message: { text: printable(place.message) },
  }));
}

function locationOf({ file, line, column, revision }: LintPlace) {
  const region = revision === undefined ? { startLine: line, startColumn: column } : { startLine: 1 };
  return { physicalLocation: { artifactLocation: artifactOf(file), region } };
}

function artifactOf(file: string) {
  return { uri: uriOf(file), uriBaseId: root };
}

/** A relative reference (RFC 3986, section 4.2); what is no character becomes U+FFFD. */
function uriOf(path: string): string {
  return path
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
