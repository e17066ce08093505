import type { FileProblem } from '../file-problems.js';

/** Something at an offset of the file. */
interface At {
  readonly offset: number;
}

/** What is wrong with a policy. */
export class Findings {
  readonly problems: FileProblem[] = [];

  get hasError(): boolean {
    return this.problems.some(({ severity }) => severity !== 'warning');
  }

  error({ offset }: At, message: string, remedy: string): void {
    this.problems.push({ rule: 'provenance-policy', message, remedy, offset, touches: {} });
  }

  warning({ offset }: At, message: string, remedy: string): void {
    this.problems.push({
      rule: 'provenance-policy',
      severity: 'warning',
      message,
      remedy,
      offset,
      touches: {},
    });
  }
}
