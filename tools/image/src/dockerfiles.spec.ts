import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DockerfileParser, JSONInstruction, PropertyInstruction } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { appFacts, base, imageFactsOf } from './image-facts.js';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));
const apps = readdirSync(path.join(workspace, 'apps')).filter((app) =>
  existsSync(path.join(workspace, 'apps', app, 'project.json')),
);

interface Package {
  readonly version: string;
  readonly license: string;
  readonly bin: Readonly<Record<string, string>>;
}

function packageOf(app: string): Package {
  return JSON.parse(readFileSync(path.join(workspace, 'apps', app, 'package.json'), 'utf8')) as Package;
}

/** What the Dockerfile of an app says, in the words of the facts. */
function dockerfileOf(app: string) {
  const text = readFileSync(path.join(workspace, 'apps', app, 'Dockerfile'), 'utf8');
  const file = DockerfileParser.parse(text);
  const all = file.getInstructions();
  const named = (keyword: string) => all.filter((one) => one.getKeyword() === keyword);
  const words = (keyword: string) =>
    named(keyword).map((one) => one.getArguments().map((argument) => argument.getValue()));
  const properties = (keyword: string) => {
    const found = named(keyword).filter((one) => one instanceof PropertyInstruction);
    const pairs = found.flatMap((one) => one.getProperties());
    return Object.fromEntries(pairs.map((pair) => [pair.getName(), pair.getValue()]));
  };
  const json = (keyword: string) => {
    const found = named(keyword).filter((one) => one instanceof JSONInstruction);
    const strings = found.flatMap((one) => one.getJSONStrings());
    return strings.map((one) => JSON.parse(one.getValue()) as string);
  };
  return { text, file, words, properties, json };
}

describe('the facts of images', () => {
  it('are there for every app, and for no other', () => {
    expect([...appFacts.keys()].sort()).toEqual(apps);
  });

  it('leave nothing in the build context but the bundles', () => {
    const lines = readFileSync(path.join(workspace, '.dockerignore'), 'utf8').split('\n');
    const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules).toEqual(['*', '!dist/apps/*/main.js', '!dist/apps/lib/cip/*.js']);
  });
});

describe.each([...appFacts])('the Dockerfile of the %s', (app, row) => {
  const { version, license, bin } = packageOf(app);
  const facts = imageFactsOf(row, version);
  const { text, file, words, properties, json } = dockerfileOf(app);

  it('names the command, version and licence of the package', () => {
    expect(Object.keys(bin)).toEqual([row.command]);
    expect(facts.labels).toMatchObject({
      'org.opencontainers.image.title': row.command,
      'org.opencontainers.image.licenses': license,
      'org.opencontainers.image.version': version,
    });
  });

  it('begins with the base, and adds the programs that the app runs', () => {
    const [from, ...others] = file.getFROMs();
    expect(from?.getImage()).toBe(`${base.repository}:${base.tag}`);
    // The stage "base" serves as the base of `npm run image`, too.
    const stages = row.programs.length > 0 ? ['base'] : [];
    expect(others.map((one) => one.getImage())).toEqual(stages);
    if (stages.length > 0) expect(from?.getBuildStage()).toBe('base');
    expect(words('RUN').flat()).toEqual(expect.arrayContaining([...row.programs]));
  });

  it('says of the image what the tool says', () => {
    expect(properties('LABEL')).toEqual(facts.labels);
    expect(properties('ENV')).toEqual(facts.env);
    expect(words('USER')).toEqual([[facts.user]]);
    expect(words('WORKDIR')).toEqual([[facts.workingDirectory]]);
    expect(json('ENTRYPOINT')).toEqual(facts.entrypoint);
    expect(json('CMD')).toEqual(facts.defaultArguments);
    expect(words('EXPOSE')).toEqual(facts.port === undefined ? [] : [[String(facts.port)]]);
  });

  it('puts the bundle where the tool puts it, and nothing else', () => {
    expect(words('COPY')).toEqual([
      ['dist/apps/lib/cip', facts.chunks],
      [`dist/apps/${app}/main.js`, facts.program],
    ]);
    expect(text).toContain(`COPY --chmod=0755 dist/apps/${app}/main.js ${facts.program}\n`);
    expect(words('ADD')).toEqual([]);
  });

  it('has the health check that the tool writes', () => {
    const [check] = file.getHEALTHCHECKs();
    expect(check === undefined).toBe(facts.healthCheck === undefined);
    if (!facts.healthCheck) return;
    const { command, interval, timeout, startPeriod } = facts.healthCheck;
    const flags = check?.getFlags().map((flag) => [flag.getName(), flag.getValue()]);
    expect(flags).toEqual([
      ['interval', `${interval}s`],
      ['timeout', `${timeout}s`],
      ['start-period', `${startPeriod}s`],
    ]);
    expect(text).toContain(`\n  CMD ${JSON.stringify(command).replaceAll('","', '", "')}\n`);
  });
});
