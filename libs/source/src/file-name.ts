import { isUtf8 } from 'node:buffer';

/** A name of a file for people and programs. */
export interface FileName {
  /** Bytes that are not UTF-8 are written as `\xe4`. */
  readonly text: string;
  readonly isUtf8: boolean;
}

/** Reads the bytes of a name: those that are not UTF-8 would otherwise all look alike. */
export function decodeName(bytes: Uint8Array): FileName {
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), isUtf8: true };
  const text = Array.from(bytes, (byte) =>
    byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
  ).join('');
  return { text, isUtf8: false };
}

/** Reads the bytes of a path with `/`. */
export function decodePath(bytes: Uint8Array): { readonly path: string; readonly oddName?: number } {
  if (isUtf8(bytes)) return { path: new TextDecoder().decode(bytes) };
  const slash = 47;
  const names: FileName[] = [];
  for (let at = 0; at <= bytes.byteLength;) {
    const end = bytes.indexOf(slash, at);
    const name = bytes.subarray(at, end === -1 ? bytes.byteLength : end);
    names.push(decodeName(name));
    at += name.byteLength + 1;
  }
  return { path: names.map(({ text }) => text).join('/'), oddName: names.findIndex((name) => !name.isUtf8) };
}
