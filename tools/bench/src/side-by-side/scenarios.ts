import { runScenario, type RunOptions, type ScenarioReport } from './run-scenario.js';
import type { Scenario, World } from './scenario.js';
import { catchUp } from './scenarios/catch-up.js';
import { copy } from './scenarios/copy.js';
import { lint } from './scenarios/lint.js';
import { reconcile } from './scenarios/reconcile.js';
import { startup } from './scenarios/startup.js';

/** A scenario whose kind of world only it knows. */
export interface Measurable {
  readonly name: string;
  readonly about: string;
  measure(options: RunOptions): Promise<ScenarioReport>;
}

function measurable<W extends World>(scenario: Scenario<W>): Measurable {
  const { name, about } = scenario;
  return { name, about, measure: (options) => runScenario(scenario, options) };
}

export const scenarios: readonly Measurable[] = [
  measurable(startup),
  measurable(lint),
  measurable(reconcile),
  measurable(catchUp),
  measurable(copy),
];
