/** One kind of line in a file in canonical form. */
export interface LineForm {
  readonly indent: number;
  /** Sticky, for the whole line with its end. Right as it is, except where `after` or `first` says otherwise. */
  readonly canonical: RegExp;
  /** Recognises the same in other spellings, without blanks at the end of the line. */
  readonly spelling: RegExp;
  /** The form that the line before has to have; comments and blank lines do not count. */
  readonly after?: LineForm;
  /** It must be the first line. */
  readonly first?: boolean;
}

// Surely the same text in every version of YAML; of what else may be plain, scalarText knows.
const plain = String.raw`(?!(?:null|true|false|yes|no|on|off|y|n)(?:[ \n"']|$))[a-z][\w.@/-]*(?::\d[\w./-]*)?`;
const tags = String.raw`\[(?:"[\w.-]+"(?:, "[\w.-]+")*)?\]`;

/** Matches only texts that are plain for sure. */
export const surelyPlain = new RegExp(String.raw`^${plain}$`);

function line(content: string): RegExp {
  return new RegExp(String.raw`${content}(?: #(?:[^\n\r]*\S)?)?\n`, 'y');
}

export const digestForm: LineForm = {
  indent: 4,
  canonical: line(`    "sha(?:256|512):[0-9a-f]+": ${tags}`),
  spelling: /^ *["']?sha(?:256|512):[0-9a-f]+["']? *:(?: *\[[^\]#]*\])?(?: +#.*)?$/,
};

const name: LineForm = {
  indent: 0,
  canonical: line(`- name: ${plain}`),
  spelling: /^ *- name: +\S+$/,
};

/** In the order of their number in large trees. */
export const lineForms: readonly LineForm[] = [
  digestForm,
  name,
  {
    indent: 2,
    canonical: line(`  service-account: ${plain}`),
    spelling: /^ *service-account: +\S+$/,
  },
  { indent: 2, canonical: line(String.raw`  dmap:(?: \{\})?`), spelling: /^ *dmap:(?: +\{\})?$/ },
  { indent: 2, canonical: line('  src: true'), spelling: /^ *src: +\w+$/, after: name },
  { indent: 0, canonical: line(String.raw`registries:(?: \[\])?`), spelling: /^registries:$/, first: true },
  { indent: 0, canonical: line(String.raw`images:(?: \[\])?`), spelling: /^images:$/ },
  {
    indent: 0,
    canonical: line(String.raw`imagesPath: (?:\.\.?/)*${plain}`),
    spelling: /^imagesPath: +\S+$/,
  },
];

/** A text in quotes that needs none, which is never canonical. */
export const needlessQuotes = new RegExp(String.raw`: +(["'])(?:\.\.?/)*${plain}\1$`);

/** A tag in a list over several lines, which is never canonical. */
export const tagInLines = /^ *- +["']?[\w.-]+["']?$/;
