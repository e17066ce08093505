import path from 'node:path';
import { expect, it } from 'vitest';
import { apps, helpOf } from './run-cip.js';
import { workspace } from './run-demo.js';

const references = [
  {
    program: 'cip',
    commands: [
      [],
      ['plan'],
      ['promote'],
      ['report'],
      ['status'],
      ['snapshot'],
      ['compare'],
      ['verify'],
      ['sign'],
      ['manifest'],
      ['manifest', 'init'],
      ['manifest', 'add'],
      ['manifest', 'fmt'],
      ['manifest', 'find'],
    ],
    about: 'What `--help` says. The README explains the manifests, the exit codes and the blockers.',
  },
  {
    program: 'cip-lint',
    commands: [[]],
    about:
      'What `--help` says. `cip-lint --list-rules` names the rules, and `cip-lint --explain RULE` explains one.',
  },
  {
    program: 'cip-auditor',
    commands: [[], ['serve'], ['sweep'], ['probe']],
    about:
      'What `--help` says. The answer of `/api/transactions` is described in `schema/transactions.json`.',
  },
  {
    program: 'cip-backup',
    commands: [[], ['run'], ['list'], ['verify'], ['restore'], ['prune'], ['drill']],
    about:
      'What `--help` says. [The page on backups](../concepts/backup.md) explains layouts, levels and retention; the reports ' +
      'are described in `schema/backup-report.json` and `schema/snapshot-list.json`.',
  },
] as const;

it.each(references)(
  '$program: its reference is what the commands say (to bring it up to date: npm run docs)',
  async ({ program, commands, about }) => {
    const sections = await Promise.all(
      commands.map(async (command) => {
        const title = [program, ...command].join(' ');
        return `## ${title}\n\n\`\`\`\n${(await helpOf(program, ...command)).trimEnd()}\n\`\`\`\n`;
      }),
    );
    const flags = `apps/${apps[program]}/src/flags.ts or libs/cli`;
    const introduction = [
      `# ${program}`,
      '',
      `<!-- Written by \`npm run docs\`. Change the flags in ${flags} instead. -->`,
      '',
      about,
      '',
    ].join('\n');
    const file = path.join(workspace, `docs/cli/${program}.md`);
    await expect([introduction, ...sections].join('\n')).toMatchFileSnapshot(file);
  },
);
