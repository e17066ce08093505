import path from 'node:path';
import { expect, it } from 'vitest';
import { helpOf } from './run-cip.js';
import { workspace } from './run-demo.js';

const commands = [[], ['plan'], ['promote']];

it('docs/cli/cip.md is what the commands say (to bring it up to date: npm run docs)', async () => {
  const sections = await Promise.all(
    commands.map(async (command) => {
      const title = ['cip', ...command].join(' ');
      return `## ${title}\n\n\`\`\`\n${(await helpOf(...command)).trimEnd()}\n\`\`\`\n`;
    }),
  );
  const introduction = [
    '# cip',
    '',
    '<!-- Written by `npm run docs`. Change the flags in apps/promoter/src/flags.ts instead. -->',
    '',
    'What `--help` says. The README explains the manifests, the exit codes and the blockers.',
    '',
  ].join('\n');
  const file = path.join(workspace, 'docs/cli/cip.md');
  await expect([introduction, ...sections].join('\n')).toMatchFileSnapshot(file);
});
