import { imagesText } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import { jsonWithLists } from '../json-lines.js';
import { orderedFailure } from '../ordered-failure.js';
import type { ContentsReport, UnreadPart } from './contents-report.js';

/** As an `images.yaml` in canonical form. What could not be read is not in there. */
export function renderContentsYaml({ items }: Pick<ContentsReport, 'items'>): string {
  const images = [...groupBy(items, ({ name }) => name)];
  return imagesText(images.map(([name, digests]) => ({ name, digests })));
}

/** A line `name@digest,name:tag` for each tag, and `name@digest,-` for what has none; sorted as lines. */
export function renderContentsCsv({ items }: Pick<ContentsReport, 'items'>): string {
  const lines = items.flatMap(({ name, digest, tags }) => {
    const columns = tags.length === 0 ? ['-'] : tags.map((tag) => `${name}:${tag}`);
    return columns.map((column) => `${name}@${digest},${column}\n`);
  });
  return lines.sort().join('');
}

/** The report as one JSON object, as `docs/cli/schema/contents-report.json` has it; each item takes one line. */
export function renderContentsJson(report: ContentsReport): string {
  const { version, command, summary, completeness, unread, items } = report;
  return jsonWithLists(
    { version, command, summary, ...(completeness && { completeness }) },
    { unread: unread.map(ordered), items },
  );
}

function ordered({ name, reason, failure }: UnreadPart): UnreadPart {
  return { name, reason, ...(failure && { failure: orderedFailure(failure) }) };
}
