import { MalformedEventError } from '@cip/audit';
import { digestOf, isDigest } from '@cip/oci';
import { fuzz, jsonNear } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readContents } from './journal-contents.js';

const digest = digestOf(Buffer.from('image'));
const event = { id: 'a', publishedAt: 1, action: 'insert', repository: 'gcr.io/prod/app', digest, tag: 'v1' };
const lines = jsonNear(
  { added: 1, id: 'a', event, contents: '{}' },
  { added: 2, id: 'b', malformed: 'not JSON', contents: '' },
  { settled: 1 },
  { attached: { repository: 'gcr.io/prod/app', tag: 'sha256-abc.sig', digest, publishedAt: 1 } },
);

it('a journal is read to its end, whatever stands in it', async () => {
  const journals = fc.array(lines, { maxLength: 4 }).map((list) => Buffer.from(list.join('\n')));
  await fuzz(journals, (bytes) => {
    const { entries, attached, last, torn, size } = readContents(bytes);
    expect(Number.isSafeInteger(last) && last >= 0).toBe(true);
    expect(size + Buffer.byteLength(torn)).toBeLessThanOrEqual(bytes.length);
    for (const [number, { received }] of entries) {
      expect(Number.isSafeInteger(number) && number <= last).toBe(true);
      if (received.event instanceof MalformedEventError) continue;
      const { digest: of = digest, publishedAt } = received.event;
      expect([isDigest(of), Number.isFinite(publishedAt)]).toEqual([true, true]);
    }
    expect(attached).toBeDefined();
  });
});
