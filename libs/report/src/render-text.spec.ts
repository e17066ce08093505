import { describe, expect, it } from 'vitest';
import { renderText } from './render-text.js';
import {
  blocker,
  digest,
  outcome,
  plan,
  planned,
  promoted,
  regions,
  step,
  stepsTo,
  unavailable,
} from './testing/samples.js';

const facts = { requests: 1234 };
const dry = { dryRun: true };
const wet = { dryRun: false };

it('says before the summary which limit took the time', () => {
  const waits = [{ limit: 'rps-per-host', of: 'gcr.io', perSecond: 80, seconds: 12, ofSeconds: 20 }] as const;
  expect(
    renderText(planned(plan(), { requests: 1234, waits }), wet)
      .split('\n')
      .slice(-3),
  ).toEqual([
    '12 of 20 s were spent waiting for the limit of 80 requests a second of gcr.io (--rps-per-host).',
    'Summary: 0 promoted, 0 in place; 1,234 requests.',
    '',
  ]);
});

describe('what is planned', () => {
  it('takes one line for an image that goes to twenty registries', () => {
    const steps = [
      ...stepsTo(regions(20)),
      ...stepsTo(['us.gcr.io/prod', 'eu.gcr.io/prod'], {
        image: 'etcd',
        tags: ['v1', 'v2'],
        digest: digest('b'),
      }),
      step({ kind: 'tag', image: 'coredns/coredns', destination: 'us.gcr.io/prod/coredns/coredns' }),
    ];
    expect(renderText(planned(plan({ steps, existing: 33_000 }), facts), dry)).toBe(
      [
        'Would promote: 23 items (3 images to 22 registries)',
        '  copy  etcd             v1, v2  sha256:bbbbbbbbbbbb  → eu.gcr.io/prod, us.gcr.io/prod',
        '  copy  pause            3.10    sha256:aaaaaaaaaaaa  → 20 destinations',
        '  tag   coredns/coredns  3.10    sha256:aaaaaaaaaaaa  → us.gcr.io/prod',
        '',
        'Nothing was written: this was a dry run.',
        'Summary: 23 to promote, 33,000 in place; 1,234 requests.',
        '',
      ].join('\n'),
    );
  });

  it('keeps digests, tags and sources apart', () => {
    const steps = [
      step(),
      step({ digest: digest('b') }),
      step({ tags: ['x'], destination: 'eu.gcr.io/prod/pause' }),
    ];
    expect(linesWith(renderText(planned(plan({ steps }), facts), dry), '→')).toHaveLength(3);
  });

  it('says (no tag) for a digest alone, and shortens long lists of tags', () => {
    const tags = Array.from({ length: 40 }, (_, i) => `v1.${i}.0`);
    const steps = [step({ tags: [] }), step({ digest: digest('b'), tags })];
    const text = renderText(planned(plan({ steps }), facts), dry);
    expect(text).toContain('(no tag)');
    expect(text).toMatch(/v1\.0\.0, v1\.1\.0, \+38 more|v1\.0\.0, v1\.1\.0, v1\.2\.0, \+37 more/);
  });

  it('is cut when very long, with the number of items left out', () => {
    const steps = Array.from({ length: 150 }, (_, i) => stepsTo(regions(2), { image: `image${i}` })).flat();
    const text = renderText(planned(plan({ steps }), facts), dry);
    expect(linesWith(text, '→')).toHaveLength(100);
    expect(text).toContain('  … and 100 more (use --format json for all)\n');
  });
});

describe('what was done', () => {
  const [first, second, third] = stepsTo(regions(3));

  it('tells promoted, failed and left undone apart', () => {
    const outcomes = [
      outcome({ step: first! }),
      outcome({ step: second!, state: 'failed', reason: 'the upload broke' }),
    ];
    const report = promoted(plan({ steps: [first!, second!, third!] }), outcomes, {
      requests: 1,
      interrupted: 'SIGTERM',
    });
    expect(renderText(report, wet)).toBe(
      [
        'Promoted: 1 item',
        '  copy  pause  3.10  sha256:aaaaaaaaaaaa  → region0-docker.pkg.dev/prod/images',
        '',
        'Failed: 1 item',
        '  the upload broke',
        '    copy  pause  3.10  sha256:aaaaaaaaaaaa  → region1-docker.pkg.dev/prod/images  images/sig-node/images.yaml:12',
        '',
        'Not done (interrupted by SIGTERM): 1 item',
        '  copy  pause  3.10  sha256:aaaaaaaaaaaa  → region2-docker.pkg.dev/prod/images',
        '',
        'Summary: 1 promoted, 0 in place, 1 failed, 1 not done; 1 request; interrupted by SIGTERM.',
        '',
      ].join('\n'),
    );
  });

  it('says how many were promoted by a tag only', () => {
    const steps = [step({ kind: 'tag' }), first!];
    const report = promoted(
      plan({ steps }),
      steps.map((one) => outcome({ step: one })),
      facts,
    );
    expect(renderText(report, wet)).toContain(
      'Summary: 2 promoted (1 by tag only), 0 in place; 1,234 requests.',
    );
  });

  it('puts failures of one cause under one reason', () => {
    const steps = ['a', 'b'].flatMap((image) => stepsTo(['us.gcr.io/prod', 'eu.gcr.io/prod'], { image }));
    const outcomes = steps.map((one) => {
      const host = one.destination.slice(0, one.destination.indexOf('/'));
      const { failure } = unavailable(host, `prod/${one.image}/manifests/3.10`);
      const reason = `pushing manifest ${one.digest} (destination ${one.destination}): status 503`;
      return outcome({
        step: one,
        state: 'failed',
        reason,
        failure,
        side: 'destination',
        operation: 'pushing manifest',
      });
    });
    const text = renderText(promoted(plan({ steps }), outcomes, facts), wet);
    expect(linesWith(text, '503')).toEqual(
      ['eu.gcr.io', 'us.gcr.io'].map(
        (host) =>
          `  pushing manifest (destination): ${host}: status 503: UNAVAILABLE come back later; try later; for example GET https://${host}/v2/prod/a/manifests/3.10`,
      ),
    );
  });

  it.each([
    ['side', { side: 'source' }],
    ['operation', { operation: 'verifying' }],
    ['code', { failure: { ...unavailable('us.gcr.io', 'x').failure, code: 'REFUSED' } }],
  ] as const)('keeps failures apart that differ in their %s', (_, change) => {
    const steps = ['a', 'b'].map((image) => step({ image, destination: `us.gcr.io/prod/${image}` }));
    const failed = { state: 'failed', side: 'destination', operation: 'pushing manifest' } as const;
    const outcomes = steps.map((one, i) => {
      const told = { ...failed, ...unavailable('us.gcr.io', `prod/${one.image}`), ...(i === 0 && change) };
      return outcome({ step: one, ...told });
    });
    const text = renderText(promoted(plan({ steps }), outcomes, facts), wet);
    expect(text).not.toContain('for example');
  });
});

describe('what is blocked', () => {
  it('is told by kind with its reason, its place and two ways out', () => {
    const reason = `the destination has this tag on ${digest('b')}`;
    const blockers = regions(20).flatMap((registry) =>
      ['a', 'b'].map((tag) => blocker({ destination: `${registry}/pause`, tags: [tag], reason })),
    );
    expect(renderText(planned(plan({ blockers }), facts), dry)).toBe(
      [
        'Blocked: 40 items',
        '  tag-moved: 40 items, production has the tag on another digest',
        `    the destination has this tag on ${digest('b')}`,
        '      pause  a, b  sha256:aaaaaaaaaaaa  → 20 destinations  images/sig-node/images.yaml:12',
        "    first find out who wrote the tag: see the registry's audit log and the auditor's verdict",
        '    either restore the tag from a backup with cip-backup restore --overwrite-tags',
        '    or if that write was intended, give the new digest a tag of its own, or put the digest that production has into the manifest',
        '',
        'Summary: 0 to promote, 0 in place, 40 blocked; 1,234 requests.',
        '',
      ].join('\n'),
    );
  });

  it('adds up what cannot be reached by registry and cause', () => {
    const blockers = ['x', 'y', 'z'].flatMap((image) =>
      ['1', '2'].map((tag) => {
        return blocker({
          kind: 'unreachable',
          image,
          destination: `us.gcr.io/prod/${image}`,
          tags: [tag],
          ...unavailable('us.gcr.io', `prod/${image}/tags/list`),
        });
      }),
    );
    const lone = blocker({ kind: 'unreachable', destination: 'eu.gcr.io/prod/x', reason: 'no route' });
    const text = renderText(planned(plan({ blockers: [...blockers, lone] }), facts), dry);
    expect(text).toContain(
      'us.gcr.io: 6 items for 3 repositories: status 503: UNAVAILABLE come back later; try later; for example GET https://us.gcr.io/v2/prod/x/tags/list\n',
    );
    expect(text).toContain('eu.gcr.io: 1 item for 1 repository: no route\n');
  });

  it('names the source where that could not be read, and tells one cause once', () => {
    const blockers = ['x', 'y'].flatMap((image) =>
      regions(20).map((registry) =>
        blocker({
          kind: 'unreachable',
          image,
          source: `gcr.io/staging/${image}`,
          destination: `${registry}/${image}`,
          side: 'source',
          ...unavailable('gcr.io', `staging/${image}/manifests/${digest('a')}`),
        }),
      ),
    );
    expect(linesWith(renderText(planned(plan({ blockers }), facts), dry), '503')).toEqual([
      `    gcr.io: 40 items for 40 repositories: the source cannot be read: status 503: UNAVAILABLE come back later; try later; for example GET https://gcr.io/v2/staging/x/manifests/${digest('a')}`,
    ]);
  });

  it('says of a saved plan, which has no facts about failures, what it knows', () => {
    const blockers = ['x', 'y'].map((image) =>
      blocker({
        kind: 'unreachable',
        image,
        destination: `us.gcr.io/prod/${image}`,
        reason: `GET https://us.gcr.io/v2/prod/${image}/tags/list: status 503`,
      }),
    );
    const text = renderText(planned(plan({ blockers }), facts), dry);
    expect(text).toContain(
      'us.gcr.io: 2 items for 2 repositories: for example GET https://us.gcr.io/v2/prod/x/tags/list: status 503\n',
    );
  });

  it('tells images that are nowhere once', () => {
    const blockers = ['x', 'y'].map((image) =>
      blocker({
        kind: 'missing-source',
        image,
        source: `gcr.io/staging/${image}`,
        destination: `us.gcr.io/prod/${image}`,
        reason: `neither the destination nor the source gcr.io/staging/${image} has this digest`,
      }),
    );
    expect(linesWith(renderText(planned(plan({ blockers }), facts), dry), 'neither')).toEqual([
      '    neither the destination nor the source has this digest; for example the source gcr.io/staging/x',
    ]);
  });

  it('keeps tags apart that are on different digests', () => {
    const blockers = ['b', 'c'].map((char) =>
      blocker({
        tags: [char],
        holder: digest(char),
        reason: `the destination has this tag on ${digest(char)}`,
      }),
    );
    expect(linesWith(renderText(planned(plan({ blockers }), facts), dry), 'has this tag')).toHaveLength(2);
  });

  it('needs no image where a file is what is wrong', () => {
    const unknown = { image: '', digest: '', tags: [], source: '', destination: '' };
    const invalid = blocker({ kind: 'invalid-manifest', ...unknown, reason: 'yaml-syntax: no end' });
    const text = renderText(planned(plan({ blockers: [invalid] }), facts), dry);
    expect(text).toContain('    yaml-syntax: no end\n      images/sig-node/images.yaml:12\n');
  });
});

describe('when there is nothing to do', () => {
  it.each([
    [0, 'Nothing to do: nothing was asked for.'],
    [1, 'Nothing to do: the only item is in place.'],
    [33_000, 'Nothing to do: all 33,000 items are in place.'],
  ])('says so for %i items', (existing, sentence) => {
    expect(renderText(planned(plan({ existing }), facts), dry).split('\n')[0]).toBe(sentence);
  });

  it('says of a saved plan only that it has no steps, as nothing was compared', () => {
    const text = renderText(promoted(plan(), [], facts), { ...wet, savedPlan: true });
    expect(text).toContain('Nothing to do: the saved plan has no steps.');
  });

  it('says of a shard that others may have something', () => {
    const shard = { index: 1, count: 4 };
    const text = renderText(planned(plan({ shard }), facts), dry);
    expect(text).toContain(
      'Nothing to do: nothing was asked of this shard.\nSummary of shard 1/4: 0 to promote',
    );
    const saved = renderText(promoted(plan({ shard }), [], facts), { ...wet, savedPlan: true });
    expect(saved).toContain('Nothing to do: the saved plan has no steps for this shard.');
  });

  it('does not say so after a signal', () => {
    const text = renderText(promoted(plan(), [], { ...facts, interrupted: 'SIGINT' }), wet);
    expect(text).toContain('Not everything was compared: what is not listed here is unknown.');
    expect(text).toContain('Summary: 0 promoted, 0 in place; 1,234 requests; interrupted by SIGINT.\n');
  });
});

it('colours only when asked, and aligns both alike', () => {
  const report = planned(plan({ steps: stepsTo(regions(2)), blockers: [blocker({ tags: ['x'] })] }), facts);
  const plain = renderText(report, dry);
  const colored = renderText(report, { ...dry, color: true });
  expect(plain).not.toContain('\u001b');
  expect(colored).toContain('\u001b[31mBlocked\u001b[0m');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});

it('lets nothing from outside steer the terminal', () => {
  const nasty = 'x\u001b[2J\r\n\u202ey';
  const hostile = {
    image: nasty,
    tags: [nasty],
    destination: `us.gcr.io/${nasty}`,
    where: { file: nasty, line: 1 },
  };
  const blockers = (['tag-moved', 'unreachable'] as const).map((kind) =>
    blocker({ ...hostile, kind, reason: nasty }),
  );
  const text = renderText(planned(plan({ blockers, steps: [step(hostile)] }), facts), dry);
  expect(text).not.toMatch(/[\u001b\r\u202e]/);
  expect(text).toContain('\\u001b[2J\\u000d\\u000a\\u202ey');
});

function linesWith(text: string, part: string): string[] {
  return text.split('\n').filter((line) => line.includes(part));
}
