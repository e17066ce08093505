import { printableLines } from '@cip/oci';

type ErrorClass = abstract new (...parameters: never[]) => Error;

const longestMessage = 4096;

/**
 * What a parser reads; undefined when it refuses with an error of the class that it documents, whose message is short and
 * printable. Throws for any other outcome.
 */
export function readOrRefused<T>(parse: () => T, refusal: ErrorClass): T | undefined {
  try {
    return parse();
  } catch (error) {
    expectRefusal(error, refusal);
    return undefined;
  }
}

/** Throws unless the error is of the class, with a message that is short and printable. */
export function expectRefusal(error: unknown, refusal: ErrorClass): void {
  if (!(error instanceof refusal))
    throw new Error(`not a ${refusal.name}: ${String(error)}`, { cause: error });
  expectPrintable(error.message);
}

/** Throws unless a text for people is short and printable. */
export function expectPrintable(text: string): void {
  if (text.length > longestMessage) throw new Error(`a message of ${text.length} characters`);
  if (printableLines(text) !== text) throw new Error(`an unprintable message: ${JSON.stringify(text)}`);
}
