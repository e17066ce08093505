import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type NamedReport, parseShardReport, ReportFileError } from '@cip/report/shards';
import { UsageError } from '@cip/runtime';

/** What shards leave in the folder of CI. */
const shardReport = /^cip-\d+-of-\d+\.json$/;

/** The reports in files, and in folders of CI. Throws `UsageError` for one that is not the report of a shard. */
export async function readParts(paths: readonly string[]): Promise<[NamedReport, ...NamedReport[]]> {
  const files = (await Promise.all(paths.map(filesAt))).flat();
  const [first, ...others] = await Promise.all(files.map(readPart));
  if (!first) {
    throw new UsageError(`${paths.join(', ')}: there is no report of a shard`, [
      'Name the JSON reports of shards, or a folder with files such as cip-0-of-4.json.',
      'Shards leave them in the folder that $ARTIFACTS names.',
    ]);
  }
  return [first, ...others];
}

async function filesAt(given: string): Promise<string[]> {
  const found = await stat(given).catch(unreadable(given));
  if (!found.isDirectory()) return [given];
  const names = await readdir(given).catch(unreadable(given));
  return names.filter((name) => shardReport.test(name)).map((name) => path.join(given, name));
}

async function readPart(file: string): Promise<NamedReport> {
  const text = await readFile(file, 'utf8').catch(unreadable(file));
  try {
    return { file, report: parseShardReport(text) };
  } catch (error) {
    if (!(error instanceof ReportFileError)) throw error;
    throw new UsageError(
      `${file}: this is not the JSON report of a shard: ${error.message}`,
      'Run that shard again, with --format json or $ARTIFACTS.',
    );
  }
}

function unreadable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw new UsageError(`${file}: it cannot be read`, 'Name the JSON reports of shards, or their folder.', {
      cause,
    });
  };
}
