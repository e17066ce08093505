/** Numbers from 0 up to 1 that a seed fixes (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, elements: readonly T[]): T | undefined {
  return elements[Math.floor(random() * elements.length)];
}

const fragments = Array.from('[]{}:,-#&*!|>\'"%@`?~\t\0\r').concat([
  '- ',
  ': ',
  ' #',
  '&a ',
  '*a',
  '<<: *a',
  '---\n',
  '...\n',
]);

const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  flipByte,
  onText((text, random) => inserted(text, pick(random, fragments) ?? '', random)),
  onText((text, random) => inserted(text, '['.repeat(1 + random() * 200), random)),
  onText((text, random) => inserted(text, '- '.repeat(1 + random() * 100), random)),
  onText((text, random) => inserted(text, `"${'x'.repeat(random() * 30_000)}"`, random)),
  onText((text, random) => inserted(text, `${'9'.repeat(random() * 10_000)}: |\n`, random)),
  onText((text, random) => text.slice(0, random() * text.length)),
  onLines((lines, at) => lines.toSpliced(at, 1)),
  onLines((lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  onLines((lines, at, other) => lines.with(at, lines[other] ?? '').with(other, lines[at] ?? '')),
  onLines((lines, at) => lines.with(at, ` ${lines[at]}`)),
  onLines((lines, at) => lines.with(at, (lines[at] ?? '').trimStart())),
  onLines((lines, at) => lines.with(at, (lines[at] ?? '').replace(/: ?(?=\S|$)/, ': &a '))),
  onLines((lines, at, other) =>
    lines
      .with(Math.min(at, other), (lines[Math.min(at, other)] ?? '').replace('[', '&a ['))
      .with(Math.max(at, other), (lines[Math.max(at, other)] ?? '').replace(/\[.*\]/, '*a')),
  ),
  onLines((lines, at) => lines.with(at, (lines[at] ?? '').replace(/\[(.*)\]/, '[[[$1]]]'))),
  onLines((lines, at) => lines.with(at, `${lines[at]} # ${'c'.repeat(at % 50)}`)),
];

/** One of many ways to damage a file, or to write it otherwise. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  return pick(random, mutations)?.(bytes, random) ?? bytes;
}

function flipByte(bytes: Buffer, random: Random): Buffer {
  const flipped = Buffer.from(bytes);
  const at = Math.floor(random() * flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return flipped;
}

function inserted(text: string, fragment: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + fragment + text.slice(at);
}

function onText(change: (text: string, random: Random) => string) {
  return (bytes: Buffer, random: Random): Buffer => Buffer.from(change(bytes.toString(), random));
}

function onLines(change: (lines: readonly string[], at: number, other: number) => readonly string[]) {
  return onText((text, random) => {
    const lines = text.split('\n');
    const [at, other] = [random(), random()].map((part) => Math.floor(part * lines.length));
    return change(lines, at ?? 0, other ?? 0).join('\n');
  });
}
