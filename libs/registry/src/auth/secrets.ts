import { basicAuthorization } from './basic.js';
import type { Credentials } from './credentials.js';

/** More than there are requests under way: those that are used longest ago are forgotten. */
const mostKept = 2000;
/**
 * What is shorter is in many words by chance: cutting it out would spoil the text, and give it away where nobody had repeated
 * it. A password that is so short is only cut out together with its user, or encoded.
 */
const shortest = 4;

/**
 * What requests of one client have proved themselves with lately. Registries and token services may repeat it in what they
 * say, in one spelling or another, and it must not get into messages, reports and logs.
 */
export class Secrets {
  readonly #spellings = new Map<string, readonly string[]>();

  /** Credentials that may be sent. */
  add(credentials: Credentials): void {
    if (credentials.kind === 'basic')
      this.#keep(basicAuthorization(credentials.username, credentials.password));
    else this.#keep(credentials.token);
  }

  /** An `Authorization` header that is sent. */
  used(header: string): void {
    this.#keep(header);
  }

  /** The text with `***` for each of them. */
  cut(text: string): string {
    const lower = lowered(text);
    const found = new Set<string>();
    for (const spellings of this.#spellings.values()) {
      for (const spelling of spellings) if (lower.includes(spelling)) found.add(spelling);
    }
    return [...found].sort((a, b) => b.length - a.length).reduce(without, text);
  }

  #keep(secret: string): void {
    const spellings = this.#spellings.get(secret) ?? spellingsOf(secret);
    this.#spellings.delete(secret);
    this.#spellings.set(secret, spellings);
    const [oldest] = this.#spellings.keys();
    if (this.#spellings.size > mostKept && oldest !== undefined) this.#spellings.delete(oldest);
  }
}

function without(text: string, spelling: string): string {
  const lower = lowered(text);
  let left = '';
  let from = 0;
  for (let at = lower.indexOf(spelling); at >= 0; at = lower.indexOf(spelling, from)) {
    left += `${text.slice(from, at)}***`;
    from = at + spelling.length;
  }
  return left + text.slice(from);
}

/** Of a header or token: itself, the part after the scheme, and what that says in base64; in small letters. */
function spellingsOf(secret: string): readonly string[] {
  const [, scheme = '', rest = secret] = /^(Basic|Bearer) (.*)$/s.exec(secret) ?? [];
  const parts = [secret, ...unpadded(rest), ...(scheme === 'Basic' ? partsOfBasic(rest) : [])];
  return [...new Set(parts.flatMap(spelt).map(lowered))].filter(({ length }) => length >= shortest);
}

function partsOfBasic(encoded: string): string[] {
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  return [pair, password, ...unpadded(Buffer.from(password, 'utf8').toString('base64'))];
}

function unpadded(text: string): string[] {
  return [text, text.replace(/=+$/, ''), text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')];
}

/** As it is, in URLs and forms, in JSON, and read in the encoding of another age. */
function spelt(text: string): string[] {
  const whole = Buffer.from(text, 'utf8').toString('utf8');
  return [
    whole,
    encodeURIComponent(whole),
    encodeURI(whole),
    new URLSearchParams({ x: whole }).toString().slice('x='.length),
    JSON.stringify(whole).slice(1, -1),
    Buffer.from(whole, 'utf8').toString('latin1'),
  ];
}

/** Letters in lower case, each in its place. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
