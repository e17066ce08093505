import { formatShard, isObject, type Shard } from '@cip/oci';
import { isOf } from '@cip/plan';
import type { PromotionReport, ReportItem } from '../promotion-report.js';
import { validatePromotionReport } from './validators.generated.js';
import type { SharedRun } from './shared-run.js';

/** The report of one shard, its items in memory. */
export interface ShardReport extends PromotionReport {
  readonly shard: Shard;
  readonly run: SharedRun;
  readonly items: readonly ReportItem[];
}

/** A report that cannot be used, or that does not belong to the others. */
export class ReportFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReportFileError';
  }
}

/** Reads the JSON report of a shard as its published schema has it, and trusts nothing of it. Throws {@link ReportFileError}. */
export function parseShardReport(text: string): ShardReport {
  const value = parseJson(text);
  if (!isObject(value) || value['version'] === undefined) throw new ReportFileError('it has no version');
  if (value['version'] !== 1)
    throw new ReportFileError('its format is not version 1, which this program reads');
  if (!isReport(value)) throw new ReportFileError(`${faultyPlace()} is not what the schema of reports says`);
  const { shard, run, items } = value;
  if (!shard) throw new ReportFileError('it is not the report of a shard');
  if (!run) throw new ReportFileError('it does not say of which run it is: an older version wrote it');
  if (shard.index >= shard.count || run.shares.length !== shard.count) {
    throw new ReportFileError(`there is no shard ${formatShard(shard)} of ${run.shares.length}`);
  }
  const foreign = items.find((item) => isForeign(item, shard));
  if (foreign) throw new ReportFileError(`${foreign.destination} is not in its shard ${formatShard(shard)}`);
  return { ...value, shard, run };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReportFileError('it is not JSON, or it was cut off');
  }
}

type ReadReport = PromotionReport & Pick<ShardReport, 'items'>;

function isReport(value: unknown): value is ReadReport {
  return validatePromotionReport(value);
}

/** A path such as `/items/3/state`. */
function faultyPlace(): string {
  const [first] = validatePromotionReport.errors ?? [];
  return first?.instancePath || 'the whole of it';
}

/** A registry as a whole is no shard's; with `--strict`, each shard tells of mistakes in the manifests. */
function isForeign({ kind, destination }: ReportItem, shard: Shard): boolean {
  return kind !== 'safety-stop' && destination !== '' && !isOf(shard, destination);
}
