import { ratio } from '../bound.js';
import { ours } from '../programs.js';
import { type Command, type Contender, type Scenario, scaled } from '../scenario.js';
import { type BackupWorld, missingFromBackup, nextHour, openBackupWorld } from '../worlds/backup-world.js';
import { runWork } from '../measuring/run-work.js';

const images = 500;

function backUp({ host, path, store }: BackupWorld, layout: string, hour: string): Command {
  const where = [
    '--from',
    `${host}/${path}`,
    '--to',
    `${store}/${layout}`,
    '--layout',
    layout,
    '--hour',
    hour,
  ];
  return ours('cip-backup', 'run', ...where, '--rps-per-host', '0', '--anonymous');
}

function gcrane({ host, path, store }: BackupWorld, program: string): Command {
  return { program, args: ['cp', '-r', `${host}/${path}`, `${store}/gcrane`] };
}

function cipBackup(layout: string): Contender<BackupWorld> {
  return {
    name: `cip-backup ${layout}`,
    prepare: (world) => ({ commands: [backUp(world, layout, nextHour(world))] }),
  };
}

/** A backup of one region that has none yet. */
export const backupFirst: Scenario<BackupWorld> = {
  name: 'backup-first',
  about: 'first backup of 500 images and their children, from one host to another without quota or latency',
  runs: 3,
  isReadOnly: false,
  contenders: [
    cipBackup('tree'),
    cipBackup('incremental'),
    {
      name: 'gcrane',
      peer: 'gcrane',
      prepare: (world, _, program) => ({ commands: [gcrane(world, program)] }),
    },
  ],
  open: (scale) => openBackupWorld(scaled(images, scale)),
  differences: missingFromBackup,
  bounds: (results) =>
    ['cip-backup tree', 'cip-backup incremental'].flatMap((name) => [
      ...ratio(results, 'wall', [name, 'gcrane'], 0.7),
      ...ratio(results, 'requests', [name, 'gcrane'], 0.5),
    ]),
};

/** The backup of an hour in which nothing changed. */
export const backupIdle: Scenario<BackupWorld> = {
  name: 'backup-idle',
  about: 'the next backup, when nothing has changed',
  runs: 5,
  isReadOnly: true,
  contenders: [
    {
      name: 'cip-backup incremental',
      prepare: async (world, folder) => {
        await runWork({ commands: [backUp(world, 'incremental', nextHour(world))] }, folder);
        return { commands: [backUp(world, 'incremental', nextHour(world))] };
      },
    },
    {
      name: 'gcrane',
      peer: 'gcrane',
      prepare: async (world, folder, program) => {
        await runWork({ commands: [gcrane(world, program)] }, folder);
        return { commands: [gcrane(world, program)] };
      },
    },
  ],
  open: (scale) => openBackupWorld(scaled(images, scale)),
  differences: missingFromBackup,
  bounds: (results) => ratio(results, 'requests', ['cip-backup incremental', 'gcrane'], 1),
};
