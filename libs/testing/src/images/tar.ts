const block = 512;

/** A tar archive (POSIX ustar) of regular files with fixed owner and time. Names have at most 100 bytes. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, content] of Object.entries(files)) {
    parts.push(header(name, content.byteLength), content);
    parts.push(Buffer.alloc((block - (content.byteLength % block)) % block));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(name: string, size: number): Uint8Array {
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 100);
  bytes.write('0000644\0', 100);
  bytes.write('0000000\0', 108);
  bytes.write('0000000\0', 116);
  bytes.write(`${octal(size, 11)}\0`, 124);
  bytes.write(`${octal(0, 11)}\0`, 136);
  bytes.write('        0', 148);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width, '0');
}
