import { formatShard, printable, type Shard } from '@cip/oci';
import { xmlAttributes, xmlText } from './xml.js';

/** One `testsuite`; `cases` are rendered already, or are while they are read. */
export interface JunitSuite {
  readonly name: string;
  readonly tests: number;
  readonly cases: Iterable<string>;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** A JUnit document whose root adds up its suites. */
export function junitDocument(name: string, suites: readonly JunitSuite[]): string {
  return [...junitLines(name, suites)].join('');
}

/** The same line by line, for cases that are not in memory. */
export function* junitLines(name: string, suites: readonly JunitSuite[]): Generator<string> {
  const sum = (figure: (suite: JunitSuite) => number): number =>
    suites.reduce((total, one) => total + figure(one), 0);
  const attributes = attributesOf({
    name,
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
  });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n`;
  for (const { cases, ...figures } of suites) {
    yield `  <testsuite${attributesOf(figures)}>\n`;
    for (const one of cases) yield `${one}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/** The name of a document: the command, and the shard that it is about. */
export function junitName(command: string, shard: Shard | undefined): string {
  return shard ? `${command}, shard ${formatShard(shard)}` : command;
}

/** One `testcase` with elements that tell of its outcome; without any it passed. */
export function junitCase(classname: string, name: string, outcome: readonly string[] = []): string {
  const attributes = attributesOf({ classname, name });
  if (outcome.length === 0) return `    <testcase${attributes}/>`;
  const inner = outcome.map((element) => `      ${element}`);
  return [`    <testcase${attributes}>`, ...inner, '    </testcase>'].join('\n');
}

/** An element of a case. Its lines are the only ones: no text from outside begins another. */
export function junitElement(
  name: 'failure' | 'error' | 'skipped' | 'system-out',
  attributes: Readonly<Record<string, string>>,
  lines: readonly string[] = [],
): string {
  const start = `<${name}${attributesOf(attributes)}`;
  return lines.length === 0 ? `${start}/>` : `${start}>${xmlText(lines.map(printable).join('\n'))}</${name}>`;
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return xmlAttributes(
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, printable(String(value))])),
  );
}
