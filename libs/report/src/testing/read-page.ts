const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What is read on a page: a line for each element that has lines of its own, cells of tables with bars between them. */
export function readPage(page: string): string[] {
  const [, body = ''] = page.split('<body>');
  return body.split(/(<pre>.*?<\/pre>)/s).flatMap((part) => {
    if (part.startsWith('<pre>')) return text(part).split('\n');
    const lines = part
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/<\/(?:p|h\d|li|summary|tr)>/g, '\n')
      .replaceAll(/<\/(t[hd])>(?=\s*<\1)/g, ' | ');
    return text(lines)
      .split('\n')
      .map(collapsed)
      .filter((line) => line !== '');
  });
}

function collapsed(line: string): string {
  return line.replaceAll(/ +/g, ' ').trim();
}

function text(markup: string): string {
  const shown = markup.replaceAll(/<[^>]*>/g, '');
  return shown.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '');
}
