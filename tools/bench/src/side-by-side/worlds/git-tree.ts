import { createGitRepository, type GitRepository } from '@cip/testing';
import type { FleetWorld } from './fleet-world.js';
import { treeFilesOf } from './wanted-images.js';

/** A tree in Git whose last commit asks for what production lacks. */
export async function withHistory(world: FleetWorld): Promise<FleetWorld> {
  const repository = await createGitRepository();
  await commitInTwo(repository, world);
  return {
    ...world,
    tree: repository.folder,
    async [Symbol.asyncDispose]() {
      await repository.remove();
      await world[Symbol.asyncDispose]();
    },
  };
}

async function commitInTwo(
  repository: GitRepository,
  { tree, fleet, production }: FleetWorld,
): Promise<void> {
  const held = new Set<string>();
  for (const host of production)
    for (const line of await fleet.digestSet(host)) held.add(/sha256:[0-9a-f]{64}/.exec(line)?.[0] ?? '');
  const files = (await treeFilesOf(tree)).map(({ path, text }) => [path, text] as const);
  const before = files.map(([path, text]) => [path, onlyHeld(text, held)] as const);
  await repository.write(Object.fromEntries(before));
  await repository.commit('what production has');
  await repository.write(Object.fromEntries(files));
  await repository.commit('more images');
}

/** The generated manifests have each digest on a line of its own. */
function onlyHeld(text: string, held: ReadonlySet<string>): string {
  const lines = text.split('\n').filter((line) => {
    const digest = /sha256:[0-9a-f]{64}/.exec(line)?.[0];
    return digest === undefined || held.has(digest);
  });
  const withoutEmpty = lines.join('\n').replace(/^- name: .*\n {2}dmap:\n(?! {4})/gm, '');
  return withoutEmpty === '' ? '# No images yet\n' : withoutEmpty;
}
