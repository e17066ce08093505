// What XML 1.0 has no way to write at all, not even escaped ("Characters", production 2).
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for the content of an element. Characters that XML has no way to write are left out. */
export function xmlText(text: string): string {
  return text.replace(notXml, '').replace(/[&<>"\r]/g, (char) => entities[char] ?? numeric(char));
}

/** Attributes in the order given, each with a space before it. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value)).replace(/[\t\n]/g, numeric)}"`)
    .join('');
}

/** A reader turns bare line ends and tabs of attributes into spaces; a reference stays what it is. */
function numeric(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
