import { type Environment, UsageError } from '@cip/runtime';
import { Command } from 'commander';
import { afterEach, expect, it } from 'vitest';
import { addFlags, flag, list } from './flag.js';
import { formatFlag, outputFlags, toConsoleOptions } from './output-flags.js';
import { registryFlags, toRegistrySettings } from './registry-flags.js';
import { switches } from './switches.js';

const variables: string[] = [];

afterEach(() => {
  for (const name of variables.splice(0)) Reflect.deleteProperty(process.env, name);
});

/** A command with all shared flags, which was given these arguments and variables. */
function parsed(args: readonly string[], env: Environment = {}): Command {
  for (const [name, value] of Object.entries(env)) {
    variables.push(name);
    process.env[name] = value;
  }
  const command = addFlags(new Command('try'), [
    formatFlag(['text', 'json']),
    flag('--name <name>', 'a value', 'output').argParser(list),
    ...outputFlags(),
    ...registryFlags(),
  ]);
  return command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse(args, { from: 'user' });
}

it('gives the defaults that the help shows', () => {
  const command = parsed([]);
  expect(command.opts()).toMatchObject({ format: 'text' });
  expect(toConsoleOptions(command, {})).toMatchObject({ level: 'info', format: 'text' });
  expect(toRegistrySettings(command)).toEqual({
    retryDeadline: 120_000,
    firstAnswerWithin: 10_000,
    idleTimeout: 30_000,
    answerTimeout: 300_000,
  });
});

it.each([
  [
    'flags',
    ['--rps-per-host', '0', '--concurrency-per-host', '24', '--plain-http', 'a:1,b', '--plain-http', 'c'],
    {},
  ],
  ['variables', [], { CIP_RPS_PER_HOST: '0', CIP_CONCURRENCY_PER_HOST: '24', CIP_PLAIN_HTTP: 'a:1, b,,c' }],
])('takes %s for registries', (_, args, env) => {
  expect(toRegistrySettings(parsed(args, env))).toMatchObject({
    requestsPerSecond: 0,
    concurrency: 24,
    plainHttp: ['a:1', 'b', 'c'],
  });
});

it('a shard shares what nobody sets; what is given is its own', () => {
  const settings = toRegistrySettings(parsed(['--rps-per-host', '10']), { index: 3, count: 8 });
  expect(settings).toMatchObject({ requestsPerSecond: 10, shards: 8 });
});

it("takes rates of projects, and hosts to treat as Google's", () => {
  const groups = ['--rps-per-group', 'prod=5000/m', '--rps-per-group', 'example.com/other=2.5,third=7'];
  const settings = toRegistrySettings(parsed([...groups, '--google-hosts', 'registry.example:5000']));
  expect(settings).toMatchObject({
    groups: { prod: 5000 / 60, 'example.com/other': 2.5, third: 7 },
    googleHosts: ['registry.example:5000'],
  });
});

it.each([
  [['--plain-http', 'https://a'], '--plain-http "https://a": this is not a host'],
  [['--https', 'a/b'], '--https "a/b": this is not a host'],
  [['--https', '1.2.3.4.5'], '--https "1.2.3.4.5": this is not a host'],
  [['--rps-per-host', '-1'], '--rps-per-host'],
  [['--rps-per-group', '80'], '--rps-per-group "80": this is not a project with a rate'],
  [['--rps-per-group', 'prod=fast'], '--rps-per-group (or CIP_RPS_PER_GROUP): "fast" is not a rate'],
  [['--rps-per-group', 'prod=0'], '--rps-per-group (or CIP_RPS_PER_GROUP): "0" is not a rate'],
  [['--google-hosts', 'gcr.io/prod'], '--google-hosts "gcr.io/prod": this is not a host'],
  [['--concurrency-per-host', '0'], '--concurrency-per-host'],
  [['--retry-deadline', 'soon'], '--retry-deadline'],
  [['--idle-timeout', '0'], '--idle-timeout'],
  [['--ca-file', '/nonexistent/ca.pem'], '--ca-file /nonexistent/ca.pem: it cannot be read'],
  [['--ca-file', '/dev/null'], '--ca-file /dev/null: there is no certificate in it'],
])('refuses %j by the name of the flag', (args, message) => {
  expect(() => toRegistrySettings(parsed(args))).toThrow(message);
});

it('refuses a form of report that the command does not have', () => {
  expect(() => parsed(['--format', 'html'])).toThrow('Allowed choices are text, json.');
});

it.each([
  ['the flag', ['--stats'], {}, true],
  ['its variable', [], { CIP_STATS: 'true' }, true],
  ['its variable set to no', [], { CIP_STATS: 'false' }, false],
  ['neither', [], {}, false],
])('a flag without a value is on by %s: %#', (_, args, env, expected) => {
  expect(switches(parsed(args), env)('--stats')).toBe(expected);
});

it.each([
  ['the flag', ['--no-color'], {}],
  ['its variable', [], { CIP_NO_COLOR: '1' }],
])('colours are off by %s', (_, args, env) => {
  expect(toConsoleOptions(parsed(args), env).color).toBe(false);
});

it.each([
  ['twice', ['--ca-file', 'a.pem', '--ca-file', 'b.pem'], '--ca-file was given twice: "a.pem" and "b.pem"'],
  ['twice with the same value', ['--format', 'json', '--format=json'], '--format was given twice'],
])('refuses %s what takes one value', (_, args, message) => {
  expect(() => parsed(args)).toThrow(UsageError);
  expect(() => parsed(args)).toThrow(message);
});

it.each([
  ['a value of its own', ['--ca-file', 'a.pem'], { CIP_CA_FILE: 'b.pem' }, { caFile: 'a.pem' }],
  ['values that add up', ['--name', 'a', '--name', 'b'], {}, { name: ['a', 'b'] }],
  ['a switch', ['--stats', '--stats'], {}, { stats: true }],
])('a flag may be given with a variable, or more than once: %s', (_, args, env, expected) => {
  expect(parsed(args, env).opts()).toMatchObject(expected);
});

it('shows the variable of every flag in the help', () => {
  const help = parsed([]).helpInformation().replaceAll(/\s+/g, ' ');
  for (const name of ['CIP_NAME', 'CIP_STATS', 'CIP_NO_COLOR', 'CIP_CA_FILE']) expect(help).toContain(name);
});
