import { expect, it } from 'vitest';
import { renderJunit } from './render-junit.js';
import { readXml, type XmlElement } from './testing/read-xml.js';
import {
  blocker,
  outcome,
  plan,
  planned,
  promoted,
  regions,
  step,
  stepsTo,
  whole,
} from './testing/samples.js';

const facts = { requests: 1 };
const steps = stepsTo(regions(3));

function casesOf(document: string): XmlElement[] {
  return readXml(document).children.flatMap((suite) => suite.children);
}

it('has a suite for each kind, whose figures add up', () => {
  const made = promoted(
    plan({ steps: [...steps, step({ kind: 'tag' })], blockers: [blocker({ tags: ['3.9'] })] }),
    [outcome({ step: steps[0]!, state: 'failed', reason: 'broken' })],
    facts,
  );
  const root = readXml(whole(renderJunit(made)));
  expect(root.attributes).toMatchObject({ tests: '5', failures: '2', errors: '0' });
  expect(root.children.map(({ attributes: { name, tests, failures } }) => [name, tests, failures])).toEqual([
    ['promote copy', '3', '1'],
    ['promote tag', '1', '0'],
    ['promote tag-moved', '1', '1'],
  ]);
  for (const suite of root.children) expect(suite.children).toHaveLength(Number(suite.attributes['tests']));
});

it('gives every item a case of its own name', () => {
  const invalid = {
    kind: 'invalid-manifest',
    image: '',
    digest: '',
    tags: [],
    source: '',
    destination: '',
  } as const;
  const blockers = ['1', '2'].flatMap((tag) => [blocker({ tags: [tag] })]);
  const files = [1, 2].map((line) => blocker({ ...invalid, where: { file: 'a.yaml', line } }));
  const cases = casesOf(
    whole(renderJunit(planned(plan({ steps, blockers: [...blockers, ...files] }), facts))),
  );
  const names = cases.map(({ attributes }) => `${attributes['classname'] ?? ''} ${attributes['name'] ?? ''}`);
  expect(new Set(names).size).toBe(7);
});

it('says why an item is blocked, where it is asked for and what the ways out are', () => {
  const [blocked] = casesOf(whole(renderJunit(planned(plan({ blockers: [blocker()] }), facts))));
  const [failure] = blocked?.children ?? [];
  expect(failure).toMatchObject({
    name: 'failure',
    attributes: { message: 'the destination has another digest', type: 'tag-moved' },
  });
  expect(failure?.text).toContain('images/sig-node/images.yaml:12\nfirst ');
});

it('stays well-formed whatever a registry answers', () => {
  const reason = '<h1>503 & "sorry"</h1>\u0000\u001b[31m\ud800 ]]>\r\n';
  const made = promoted(plan({ steps: [step()] }), [outcome({ state: 'failed', reason })], facts);
  const [failed] = casesOf(whole(renderJunit(made)));
  expect(failed?.children[0]?.attributes['message']).toBe(
    String.raw`<h1>503 & "sorry"</h1>\u0000\u001b[31m\ud800 ]]>\u000d\u000a`,
  );
});

it('passes with one case when there is nothing to do', () => {
  const root = readXml(whole(renderJunit(planned(plan({ existing: 2 }), facts))));
  expect(root.attributes).toMatchObject({ tests: '1', failures: '0' });
  const [only] = root.children[0]?.children ?? [];
  expect(only).toMatchObject({ attributes: { name: 'nothing to do, 2 items in place' }, children: [] });
});

it('names the shard that it is about', () => {
  const root = readXml(whole(renderJunit(planned(plan({ shard: { index: 0, count: 2 } }), facts))));
  expect(root.attributes['name']).toBe('cip plan, shard 0/2');
});
