import { type FileContent, largestFile, type UnreadableFile } from '@cip/manifest';

export const tooLarge: UnreadableFile = {
  unreadable: `it is larger than ${largestFile / 1024 / 1024} MiB`,
};

/** The bytes of a file as text, without a byte order mark. */
export function decodeFile(bytes: Uint8Array): FileContent {
  if (bytes.byteLength > largestFile) return tooLarge;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: 'it is not UTF-8 text' };
  }
}
