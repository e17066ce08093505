import { expect, it } from 'vitest';
import { readXml } from './read-xml.js';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

it('reads elements, attributes and text', () => {
  expect(readXml(`${head}<a x="1&amp;2"><b/>t&#10;<c>&lt;</c></a>\n`)).toEqual({
    name: 'a',
    attributes: { x: '1&2' },
    text: 't\n',
    children: [
      { name: 'b', attributes: {}, children: [], text: '' },
      { name: 'c', attributes: {}, children: [], text: '<' },
    ],
  });
});

it.each([
  ['no declaration', '<a/>'],
  ['an element that is not closed', `${head}<a><b></a>`],
  ['two roots', `${head}<a/><b/>`],
  ['a bare ampersand', `${head}<a>x & y</a>`],
  ['a bare less-than sign in an attribute', `${head}<a x="<"/>`],
  ['an attribute given twice', `${head}<a x="1" x="2"/>`],
  ['a control character', `${head}<a>\u0007</a>`],
  ['half of a surrogate pair', `${head}<a>\ud800</a>`],
])('refuses %s', (_, document) => {
  expect(() => readXml(document)).toThrow(SyntaxError);
});
