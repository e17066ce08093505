// What stands before the @ of a URL, and `user:password@` at the beginning of a word; not the tag of `app:v1@sha256:…`.
const secret = /(:\/\/)[^\s/@"']+@|(?<=^|[\s"'])(--[\w-]+=)?[^\s/@:"']+:[^\s/@"']+@(?!sha(?:256|512):)/g;

/** Text for people in which addresses have `***` in place of what proves who asks. */
export function withoutPassword(text: string): string {
  return text.replace(secret, '$1$2***@');
}
