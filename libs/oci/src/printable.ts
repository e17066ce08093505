// What has no glyph of its own: controls, format characters such as those that turn the direction of writing, what
// fonts leave out (Unicode, "Default_Ignorable_Code_Point"), separators of lines, and what is no character at all. Text
// from a registry or a manifest must neither move the cursor of a terminal, fake a line of a log, nor look like other text.
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** What is worth a closer look; a line that has nothing of it is printed as it is, at a tenth of the cost. */
const notAscii = /[^\x20-\x7e]/;

// CI systems obey their logs: GitHub a line that begins with `::` or has `##[` in it, Azure `##vso[`.
const command = /^(\s*):(?=:)|(##\w*)\[/g;

/**
 * Text from outside, safe to print as a line or a part of one: what does not print is shown as `\u001b`, as in JSON, and
 * so is one character of what a CI system would obey. Text in JSON stays JSON that says the same.
 */
export function printable(text: string): string {
  const visible = notAscii.test(text) ? text.replace(invisible, escaped) : text;
  return visible.replace(command, (_, blank?: string, sign?: string) =>
    sign === undefined ? `${blank ?? ''}${escaped(':')}` : `${sign}${escaped('[')}`,
  );
}

/** The same for text of several lines: only its line ends stay. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n');
}

/** In UTF-16 code units. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    const unit = character.charCodeAt(i).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');
}
