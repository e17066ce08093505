import { printable } from '@cip/oci';
import { xmlText } from '../xml.js';

/** Markup that is safe to be part of a page. Only {@link html} makes it. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in a template: markup as it is, everything else as text. */
type Part = Html | string | number | readonly Html[];

const indentation = /\n +/g;

/**
 * Markup from a template, without its indentation. Texts in it come from outside: they are escaped, for the content of an element as for an attribute
 * in double quotes, and what does not print is shown as in JSON.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const literals = template.map((literal) => literal.replaceAll(indentation, '\n'));
  return new Html(literals.reduce((markup, literal, i) => markup + markupOf(parts[i - 1] ?? '') + literal));
}

export const nothing = new Html('');

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(({ markup }) => markup).join('');
  return xmlText(printable(String(part)));
}
