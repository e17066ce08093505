import { type Act, acts } from './acts.js';
import { checkAct, resetCounts } from './check.js';
import { showProduction, showStaging } from './holdings-table.js';
import { imagesYaml } from './manifests.js';
import type { Narrator } from './narrator.js';
import { runCip } from './run-cip.js';
import type { Stage } from './stage.js';

/** Plays all acts, and checks that each of them ends as it says. Throws `DemoFailedError`. */
export async function performActs(stage: Stage, narrator: Narrator, signal: AbortSignal): Promise<void> {
  introduce(stage, narrator);
  let shown: string[][] = [];
  for (const [i, act] of acts.entries()) {
    narrator.heading(`${i + 1} of ${acts.length}: ${act.title}`);
    await perform(act, stage, narrator, signal);
    shown = showProduction(stage, narrator, shown);
  }
  narrator.heading('What you saw');
  narrator.paragraph(
    'Production changed only where a manifest asked for it. No tag was moved, nothing was deleted, staging was ' +
      'only read, one bad entry stopped nothing but itself, and the exit code always told.',
  );
}

function introduce(stage: Stage, narrator: Narrator): void {
  narrator.heading('Container Image Promoter');
  narrator.paragraph(
    'Builds push images to a staging registry. Users pull from production registries, here three regions. Only ' +
      'what a reviewed file in Git names gets from one to the other: cip reads that file and copies what is missing.',
  );
  narrator.paragraph(
    'Everything below is real: four registries in this process, a Git repository in ' +
      `${stage.manifests.shownAs}, and the built cip command. All of it goes away at the end.`,
  );
  showStaging(stage, narrator);
}

async function perform(act: Act, stage: Stage, narrator: Narrator, signal: AbortSignal): Promise<void> {
  narrator.paragraph(act.story);
  act.before?.(stage);
  if (act.commit) await commit(act.commit, stage, narrator);
  const [verb = '', ...flags] = act.command;
  const args = [verb, '--thin-manifest-dir', stage.manifests.shownAs, ...flags];
  resetCounts(stage);
  narrator.command(`npx cip ${args.join(' ')}`);
  const run = await runCip(stage, args, signal);
  narrator.quote(run.output);
  checkAct(act, run, stage);
  narrator.exit(act.exitCode, act.meaning);
}

/** Commits the change of an act and shows it: the first one as files, later ones as what they change. */
async function commit(
  { message, entries }: NonNullable<Act['commit']>,
  { manifests, registriesYaml }: Stage,
  narrator: Narrator,
): Promise<void> {
  const files = {
    'manifests/shop/promoter-manifest.yaml': registriesYaml,
    'images/shop/images.yaml': imagesYaml(entries),
  };
  const isFirst = await manifests.isEmpty();
  await manifests.commit(message, files);
  if (isFirst)
    for (const [name, text] of Object.entries(files)) show(`cat ${manifests.shownAs}/${name}`, text);
  else {
    const args = ['show', '--format=%s', '--unified=0'];
    show(`git -C ${manifests.shownAs} ${args.join(' ')}`, await manifests.git(...args));
  }

  function show(command: string, output: string): void {
    narrator.command(command);
    narrator.quote(output);
    narrator.lines(['']);
  }
}
