/** An element as read: enough of XML to hold a report against. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const name = '[A-Za-z_][\\w.-]*';
const attribute = new RegExp(`\\s+(${name})="([^"<]*)"`, 'y');
const opening = new RegExp(`<(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>`, 'y');
const closing = new RegExp(`</(${name})\\s*>`, 'y');
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d+));/g;
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Reads one XML document, and throws on anything that is not well-formed (XML 1.0, "Well-Formed XML Documents"):
 * open elements, bare `&` or `<`, repeated attributes, characters out of range. Knows no DTD, comment or CDATA.
 */
export function readXml(document: string): XmlElement {
  if (!document.startsWith(declaration)) throw new SyntaxError('no XML declaration');
  if (forbidden.test(document)) throw new SyntaxError('a character that XML does not have');
  const { element, end } = readElement(document, skipSpace(document, declaration.length));
  if (skipSpace(document, end) !== document.length) throw new SyntaxError(`text after the root at ${end}`);
  return element;
}

function readElement(document: string, start: number): { element: XmlElement; end: number } {
  const [tag, elementName = '', attributes = '', empty] = match(opening, document, start);
  const found = { name: elementName, attributes: readAttributes(attributes) };
  let at = start + tag.length;
  if (empty === '/') return { element: { ...found, children: [], text: '' }, end: at };
  const children: XmlElement[] = [];
  let text = '';
  for (;;) {
    const next = document.indexOf('<', at);
    if (next < 0) throw new SyntaxError(`<${elementName}> is not closed`);
    text += decoded(document.slice(at, next));
    if (document.startsWith('</', next)) {
      const [end, closed] = match(closing, document, next);
      if (closed !== elementName) throw new SyntaxError(`</${closed ?? ''}> closes <${elementName}>`);
      return { element: { ...found, children, text }, end: next + end.length };
    }
    const child = readElement(document, next);
    children.push(child.element);
    at = child.end;
  }
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let at = 0; at < text.length;) {
    const [whole, key = '', value = ''] = match(attribute, text, at);
    if (key in attributes) throw new SyntaxError(`${key} is given twice`);
    attributes[key] = decoded(value.replace(/[\t\n\r]/g, ' '));
    at += whole.length;
  }
  return attributes;
}

function decoded(text: string): string {
  if (text.replace(reference, '').includes('&')) throw new SyntaxError(`a bare & in ${JSON.stringify(text)}`);
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(reference, (_, entity: string | undefined, code: string | undefined) =>
    entity === undefined ? String.fromCodePoint(Number(code)) : (entities[entity] ?? ''),
  );
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) throw new SyntaxError(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
  return found;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (/\s/.test(text.charAt(end))) end += 1;
  return end;
}
