import { parseSigner, shortText, signerRemedy, type YamlNode } from '@cip/manifest';
import { tagPattern, TagPatternError } from '@cip/policy';
import { checkAttached } from './attached-values.js';
import { checkRegistry } from './check-registry.js';
import type { ConfigurationMistake } from './configuration-error.js';
import { dateRemedy, sizeRemedy } from './configuration-fault-text.js';
import { checkLimits } from './configuration-limits.js';
import { parseSize } from './parse-size.js';
import { checkRates } from './registries-values.js';
import { checkSigning } from './signing-values.js';
import { type Complain, entriesUnder, itemsUnder, textsIn, valueAt } from './yaml-parts.js';

/** A mistake in a file whose lines are not known yet. */
export type LocatedMistake = Omit<ConfigurationMistake, 'where'> & { readonly offset: number };

/** What a schema cannot say: days that do not exist, names that are no registries, patterns that are none. */
export function valueMistakes(root: YamlNode): readonly LocatedMistake[] {
  const mistakes: LocatedMistake[] = [];
  const complain: Complain = ({ offset }, message, remedy) => mistakes.push({ offset, message, remedy });
  checkLimits(root, complain);
  checkRates(root, complain);
  checkAttached(root, complain);
  checkIdentities(root, complain);
  checkSigning(root, complain);
  checkRegistries(root, complain);
  checkDestinationSet(root, complain);
  checkMovingTags(root, complain);
  for (const [text, node] of textsIn(
    itemsUnder(root, 'exceptions').map((item) => valueAt(item, 'expires')),
  )) {
    const hasForm = /^\d{4}-\d{2}-\d{2}$/.test(text);
    if (hasForm && !isDay(text)) complain(node, `${shortText(text)} is not a date`, dateRemedy);
  }
  for (const [text, node] of textsIn([valueAt(root, 'maxImageSize')])) {
    const isNumber = /^[\d.]+/.test(text);
    if (isNumber && parseSize(text) === undefined)
      complain(node, `${shortText(text)} is not a size`, sizeRemedy);
  }
  return mistakes;
}

function checkRegistries(root: YamlNode, complain: Complain): void {
  for (const key of ['productionRegistries', 'stagingRegistries']) {
    const seen = new Set<string>();
    for (const [text, node] of textsIn(itemsUnder(root, key))) {
      // The star is no part of a host: it stands for the rest of the last segment of a path.
      const isOpen = key === 'stagingRegistries' && text.endsWith('*') && text.includes('/');
      checkRegistry(text, node, complain, isOpen ? `${text.slice(0, -1)}x` : text);
      if (seen.has(text))
        complain(node, `the registry ${shortText(text)} is listed twice`, 'Remove one of the two.');
      seen.add(text);
    }
  }
  const subprojects = entriesUnder(root, 'subprojects');
  for (const [text, node] of textsIn(subprojects.map(({ value }) => valueAt(value, 'source')))) {
    checkRegistry(text, node, complain);
  }
}

/** More are a mistake in themselves, and each expression takes time. */
const mostIdentities = 50;

function checkIdentities(root: YamlNode, complain: Complain): void {
  const trust = valueAt(root, 'trust');
  const seen = new Set<string>();
  for (const [text, node] of textsIn(trust ? itemsUnder(trust, 'identities').slice(0, mostIdentities) : [])) {
    const signer = parseSigner(text);
    // The schema has complained about an empty one.
    if ('why' in signer && text.trim() !== '') {
      complain(node, `${shortText(text)} is not a signer: ${signer.why}`, signerRemedy);
    }
    if (seen.has(text)) {
      complain(node, `the identity ${shortText(text)} is listed twice`, 'Remove one of the two.');
    }
    seen.add(text);
  }
}

/** Without the set, the rule that asks for all of it would keep silent about everything. */
function checkDestinationSet(root: YamlNode, complain: Complain): void {
  const derived = valueAt(root, 'productionRegistriesFrom');
  const isListed = itemsUnder(root, 'productionRegistries').length > 0;
  if (derived && isListed) {
    const message = '"productionRegistriesFrom" and "productionRegistries" exclude each other';
    complain(derived, message, 'Keep one of them.');
  }
  if (derived || isListed) return;
  const overrides = itemsUnder(root, 'overrides');
  for (const settings of [root, ...overrides].map((part) => valueAt(part, 'rules'))) {
    for (const [text, node] of textsIn([settings && valueAt(settings, 'destination-set')])) {
      if (text === 'off') continue;
      const message =
        '"destination-set" has nothing to compare with: no "productionRegistries" are configured';
      complain(
        node,
        message,
        'List all of them under "productionRegistries", write "productionRegistriesFrom: manifests", or set the rule to off.',
      );
    }
  }
}

/** Of all patterns together: what one tag may cost. */
const mostInstructions = 500;

function checkMovingTags(root: YamlNode, complain: Complain): void {
  let size = 0;
  for (const [text, node] of textsIn(itemsUnder(root, 'movingTags'))) {
    try {
      size += tagPattern(text).size;
    } catch (error) {
      if (!(error instanceof TagPatternError)) throw error;
      const remedy = 'Write a regular expression in the syntax of RE2, which is that of Go.';
      complain(node, `${shortText(text)} is not a pattern of tags: ${error.message}`, remedy);
    }
    if (size <= mostInstructions) continue;
    const message = `with ${shortText(text)}, the patterns under "movingTags" compile to ${size} instructions, more than ${mostInstructions}`;
    complain(node, message, 'Write fewer or simpler patterns, without counted repetitions such as {1,100}.');
    // What follows cannot make it better, and large expressions take long to compile.
    return;
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines carry February 30 over to March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
