import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readXml } from './testing/read-xml.js';
import { xmlAttributes, xmlText } from './xml.js';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

it('leaves out what XML cannot write and keeps everything else', () => {
  expect(readXml(`${head}<a>${xmlText('a\u0000\u001b[31m\ud800b\ufffe😀')}</a>`).text).toBe('a[31mb😀');
});

it('brings any text through a reader unchanged, but for invalid characters', () => {
  const valid = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const element = readXml(`${head}<a${xmlAttributes({ x: text })}>${xmlText(text)}</a>`);
      expect(element).toMatchObject({
        attributes: { x: text.replace(valid, '') },
        text: text.replace(valid, ''),
      });
    }),
  );
});
