import { type ImageState, imageStates, type ImageStatus } from '@cip/plan';
import { type CarriedFound, type CarriedItem, carriedItems, type CarriedKeeping } from './carried.js';
import { explain } from './explain.js';

/** How many items are in each state; `requests` with those for tokens. */
export type StatusSummary = Readonly<Record<ImageState, number>> & {
  /** How many destination repositories the items are about. */
  readonly destinations: number;
  readonly requests: number;
};

/** `explanation` is half a sentence for people. */
export type StatusItem = ImageStatus & { readonly explanation: string };

/** What `cip status` found; its JSON Schema is `docs/cli/schema/status-report.json`. */
export interface StatusReport {
  readonly version: 1;
  readonly command: 'status';
  /** What was asked about, as typed. */
  readonly asked: string;
  readonly summary: StatusSummary;
  /** Sorted by image, subproject, tag, digest and destination. */
  readonly items: readonly StatusItem[];
  /** What the digests that are there carry, sorted by digest and destination; absent where nobody looked. */
  readonly attached?: readonly CarriedItem[];
  /** How many digests there are, where they are too many for `attached`. */
  readonly attachedTooMany?: number;
  /** Where attached artifacts are kept, by subproject; absent where the configuration does not say. */
  readonly keeping?: readonly CarriedKeeping[];
}

export function statusReport(
  items: readonly ImageStatus[],
  facts: { readonly asked: string; readonly requests: number; readonly attached?: CarriedFound },
): StatusReport {
  const { asked, requests, attached } = facts;
  const counts = Object.fromEntries(imageStates.map((state) => [state, 0])) as Record<ImageState, number>;
  for (const { state } of items) counts[state] += 1;
  const destinations = new Set(items.flatMap(({ destination }) => destination ?? [])).size;
  return {
    version: 1,
    command: 'status',
    asked,
    summary: { destinations, ...counts, requests },
    items: items.map((item) => ({ ...item, explanation: explain(item) })),
    ...(attached && carriedPart(attached)),
  };
}

type CarriedPart = Pick<StatusReport, 'attached' | 'attachedTooMany' | 'keeping'>;

function carriedPart({ places, keeping, tooMany }: CarriedFound): CarriedPart {
  return {
    ...(tooMany === undefined ? { attached: carriedItems(places) } : { attachedTooMany: tooMany }),
    ...(keeping.length > 0 && { keeping }),
  };
}

/** 0 when everything that was asked about is in place everywhere, 1 when it is not, or nobody knows. */
export function statusExitCode({ items }: Pick<StatusReport, 'items'>): 0 | 1 {
  return items.every(({ state }) => state === 'in-place') ? 0 : 1;
}
