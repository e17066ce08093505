import path from 'node:path';
import type { Narrator } from './narrator.js';
import { folders, type Stage } from './stage.js';

/** Says what can be tried, and resolves when somebody interrupts. */
export async function keepOpen(stage: Stage, narrator: Narrator, signal: AbortSignal): Promise<void> {
  const { manifests, regions, workspace } = stage;
  const tree = `--thin-manifest-dir ${manifests.shownAs}`;
  narrator.heading('Your turn');
  narrator.paragraph(
    'The registries go on until you press Ctrl-C here. In a second terminal you can try these commands; after a ' +
      `change of ${manifests.shownAs}/images/shop/images.yaml, plan and promote again.`,
  );
  const commands = [
    `cd ${path.resolve(workspace)}`,
    `npx cip plan ${tree} --all`,
    `npx cip plan ${tree} --format json`,
    `npx cip plan ${tree} --since HEAD~1 --stats`,
    `npx cip promote ${tree} --confirm`,
    `git -C ${manifests.shownAs} log --stat`,
    ...regions.map(
      ({ registry }) => `curl -s http://${registry.host}/v2/${folders.production}/web/tags/list`,
    ),
  ];
  for (const command of commands) narrator.command(command);
  narrator.lines(['', 'And with skopeo, if you have it:', '']);
  const [region] = regions;
  const image = `docker://${region?.registry.host ?? ''}/${folders.production}/api:v2.3.0`;
  narrator.command(`skopeo inspect --raw --tls-verify=false ${image}`);
  narrator.lines(['']);
  await interruption(signal);
  narrator.lines(['', 'The registries and the manifests are gone.']);
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // A promise alone does not keep a process alive, but the listening registries do.
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
