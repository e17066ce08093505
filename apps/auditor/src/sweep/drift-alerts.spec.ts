import type { Drift } from '@cip/audit';
import { digestOf } from '@cip/oci';
import { expect, it } from 'vitest';
import { driftAlerts, invalidAlerts } from './drift-alerts.js';

const regions = Array.from({ length: 60 }, (_, i) => `r${i}.example/prod`);

function missing(name: string, registry = 'r0.example/prod'): Drift {
  return {
    kind: 'missing',
    repository: `${registry}/${name}`,
    digest: digestOf(Buffer.from(name)),
    explanation: 'gone',
  };
}

it('an image that is gone everywhere is one alert, which names so many places and says how many more', () => {
  const alerts = driftAlerts(
    regions.map((registry) => missing('app', registry)),
    regions,
    'rev',
  );
  expect(alerts).toHaveLength(1);
  const [places, more] = alerts[0]?.contents?.split('\n') ?? [];
  expect(places).toMatch(/^gone: r0\.example\/prod\/app, r1\.example\/prod\/app, /);
  expect([places?.split(', ').length, more]).toEqual([50, '… and 10 more']);
});

it.each([
  [1_000, 1_000, undefined],
  [1_001, 1_001, 'and 1 more'],
  [5_000, 1_001, 'and 4000 more'],
])('%d findings are %d alerts', (findings, expected, rest) => {
  const drift = Array.from({ length: findings }, (_, i) => missing(`app-${i}`));
  const alerts = driftAlerts(drift, regions, 'rev');
  expect(alerts).toHaveLength(expected);
  expect(new Set(alerts.map(({ key }) => key)).size).toBe(expected);
  if (rest !== undefined) {
    expect(alerts.at(-1)).toMatchObject({ kind: 'drift', contents: rest, revision: 'rev' });
    expect(alerts.at(-1)?.message).toContain('more than 1000 differences');
  }
});

it('a host that does not answer is one alert, whatever it keeps back', () => {
  const drift = ['a', 'b'].map((name): Drift => ({
    ...missing(name),
    kind: 'unreachable',
    explanation: 'no',
  }));
  const messages = driftAlerts(drift, regions, 'rev').map(({ message }) => message);
  expect(messages).toEqual([expect.stringContaining('DRIFT unreachable: r0.example')]);
});

it('nothing in an alert is hidden from who reads it', () => {
  const hidden = '\u202egpj.exe\u0007';
  const drift = [{ ...missing('app'), kind: 'unexpected' as const, tag: `v1${hidden}`, explanation: hidden }];
  const alerts = [
    ...driftAlerts(drift, regions, 'rev'),
    ...invalidAlerts([`a.yaml:1 ${hidden}`, `b.yaml:1 ${hidden}`], 'rev'),
  ];
  expect(alerts).toHaveLength(2);
  for (const { message, contents } of alerts) {
    expect(`${message}\n${contents ?? ''}`).not.toMatch(/[\u202e\u0007]/);
    expect(message).toContain('\\u202egpj.exe\\u0007');
    expect(contents).toContain('\\u202e');
  }
});

it('all that is invalid in the manifests is one alert', () => {
  expect(invalidAlerts([], 'rev')).toEqual([]);
  expect(invalidAlerts(['a.yaml:1 x: y', 'b.yaml:2 x: y'], 'rev')).toMatchObject([
    { kind: 'manifests', contents: 'a.yaml:1 x: y\nb.yaml:2 x: y' },
  ]);
});
