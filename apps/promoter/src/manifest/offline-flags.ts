import { outputFlags } from '@cip/cli';
import type { Option } from 'commander';

/** The output flags of commands that ask no registry. */
export function offlineOutputFlags(): Option[] {
  return outputFlags().filter(({ long }) => long !== '--stats');
}
