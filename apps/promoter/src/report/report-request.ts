import { addFlags, formatFlag } from '@cip/cli';
import { type Environment, prowEnvironment } from '@cip/runtime';
import type { Command } from 'commander';
import { offlineOutputFlags } from '../manifest/offline-flags.js';
import type { ReportFormat } from '../request.js';

/** What `cip report` was asked to do. */
export interface ReportRequest {
  /** Files, and folders that hold them. */
  readonly paths: readonly string[];
  readonly format: ReportFormat;
  /** Where CI wants report files. */
  readonly artifacts?: string;
}

export function addReportFlags(command: Command): Command {
  return addFlags(command, [formatFlag(['text', 'json', 'junit', 'html']), ...offlineOutputFlags()]);
}

export function toReportRequest(paths: readonly string[], command: Command, env: Environment): ReportRequest {
  const { format } = command.opts<{ format: ReportFormat }>();
  const { artifacts } = prowEnvironment(env);
  return { paths, format, ...(artifacts !== undefined && { artifacts }) };
}
