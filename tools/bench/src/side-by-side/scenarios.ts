import { growth } from './growth/growth.js';
import { runScenario, type RunOptions, type ScenarioReport } from './run-scenario.js';
import type { Scenario, World } from './scenario.js';
import { audit } from './scenarios/audit.js';
import { backupFirst, backupIdle } from './scenarios/backup.js';
import { catchUp } from './scenarios/catch-up.js';
import { copy } from './scenarios/copy.js';
import { docker, dockerAgain } from './scenarios/docker.js';
import { largeToFour, largeToOne } from './scenarios/large.js';
import { lint } from './scenarios/lint.js';
import { planMillion } from './scenarios/plan-1m.js';
import { postsubmit } from './scenarios/postsubmit.js';
import { reconcile } from './scenarios/reconcile.js';
import { scaleOut } from './scenarios/scale-out.js';
import { startup } from './scenarios/startup.js';
import { status } from './scenarios/status.js';

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

/** The quick ones first. */
export const scenarios: readonly Measurable[] = [
  measurable(startup),
  measurable(lint),
  measurable(status),
  measurable(copy),
  measurable(docker),
  measurable(dockerAgain),
  measurable(largeToOne),
  measurable(largeToFour),
  measurable(backupFirst),
  measurable(backupIdle),
  measurable(audit),
  measurable(reconcile),
  measurable(postsubmit),
  measurable(planMillion),
  measurable(catchUp),
  growth,
  measurable(scaleOut),
];
