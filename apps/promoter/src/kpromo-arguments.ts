import { givenTwice } from '@cip/cli';
import { UsageError } from '@cip/runtime';

/** What becomes of a flag of kpromo: `as` are the arguments that mean the same here. */
type Fate =
  | { readonly kind: 'same'; readonly as: readonly string[] }
  | { readonly kind: 'ignored'; readonly note: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** A flag of `kpromo cip` that this program does not have under the same name with the same meaning. */
export interface KpromoFlag {
  /** Without dashes. */
  readonly name: string;
  /** Whether it takes a text, or is on or off. */
  readonly value: 'text' | 'switch';
  /** For the documentation: what this program makes of it. */
  readonly effect: string;
  /** `on` of a switch; a text otherwise. `isSnapshot`: the command line asks for a snapshot. */
  readonly fate: (value: string, isSnapshot: boolean) => Fate;
}

const same = (...as: string[]): Fate => ({ kind: 'same', as });
const ignored = (note: string): Fate => ({ kind: 'ignored', note });
const refused = (reason: string, remedy: string): Fate => ({ kind: 'refused', reason, remedy });

const signer = '"signing" of .cip.yaml says who signs';
const trusted = '"trust" of .cip.yaml says whose signatures count';

/** An on-off flag that works here under its own name; kpromo also takes `=true` and `=false`. */
function plainSwitch(name: string, effect: string): KpromoFlag {
  return { name, value: 'switch', effect, fate: (value) => (value === 'on' ? same(`--${name}`) : same()) };
}

function ignoredText(name: string, note: string): KpromoFlag {
  return { name, value: 'text', effect: `ignored: ${note}`, fate: () => ignored(note) };
}

/** In the order of the documentation. */
export const kpromoFlags: readonly KpromoFlag[] = [
  plainSwitch('confirm', 'the same, `=true` and `=false` included'),
  plainSwitch('parse-only', 'the same: parses and checks the manifests, and asks no registry'),
  plainSwitch(
    'use-prow-manifest-diff',
    'the same: in a presubmit or batch what `PULL_BASE_SHA` did not ask for, in a postsubmit what `HEAD^` did not. Trees are compared as parsed, not by the lines of a diff',
  ),
  plainSwitch('use-service-account', 'the same: acts as the `service-account` of each registry'),
  {
    name: 'snapshot',
    value: 'text',
    effect: '`cip snapshot REGISTRY`',
    fate: () => same(),
  },
  {
    name: 'manifest-based-snapshot-of',
    value: 'text',
    effect: '`cip snapshot REGISTRY --from-manifests`',
    fate: () => same('--from-manifests'),
  },
  {
    name: 'minimal-snapshot',
    value: 'switch',
    effect: '`--minimal` of `cip snapshot`',
    fate: (value, isSnapshot) => (value === 'on' && isSnapshot ? same('--minimal') : same()),
  },
  {
    name: 'snapshot-tag',
    value: 'text',
    effect: '`--tag` of `cip snapshot`',
    fate: (value, isSnapshot) => (isSnapshot ? same(`--tag=${value}`) : same()),
  },
  {
    name: 'output',
    value: 'text',
    effect:
      '`--format` of `cip snapshot`. Otherwise the file that the plan is saved to; `--output csv` and `--output yaml` are refused there',
    fate: (value, isSnapshot) => {
      if (isSnapshot) return same(`--format=${value.toLowerCase()}`);
      if (!/^(?:csv|yaml)$/i.test(value)) return same(`--output=${value}`);
      return refused(
        `--output ${value} is the format of a snapshot, and would save a plan to a file of that name`,
        'Leave it out, or name a file such as plan.json.',
      );
    },
  },
  ignoredText('threads', 'as many requests are sent at a time as each registry takes'),
  ignoredText('max-image-size', 'it has no effect in kpromo either'),
  {
    name: 'sign',
    value: 'switch',
    effect:
      'the same: refuses to promote where `.cip.yaml` has no `signing`; `=false` is `--skip-signing`. Without the flag, `.cip.yaml` decides',
    fate: (value, isSnapshot) => {
      if (isSnapshot) return same();
      return value === 'on' ? same('--sign') : same('--skip-signing');
    },
  },
  ignoredText('signer-account', signer),
  ignoredText('certificate-identity', trusted),
  ignoredText('certificate-identity-regexp', trusted),
  ignoredText('certificate-oidc-issuer', trusted),
  ignoredText('certificate-oidc-issuer-regexp', trusted),
  ignoredText('max-signature-ops', 'each service is asked as fast as it allows'),
  {
    name: 'verification-summaries',
    value: 'switch',
    effect: 'ignored: "summaries" under "signing" of .cip.yaml asks for them',
    fate: (value) =>
      value === 'on' ? ignored('"summaries" under "signing" of .cip.yaml asks for them') : same(),
  },
  ignoredText('summary-signer-account', signer),
  {
    name: 'vuln-severity-threshold',
    value: 'text',
    effect: 'refused: kpromo then only scans for vulnerabilities, and promotes nothing',
    fate: () =>
      refused(
        '--vuln-severity-threshold: this program has no scanner; with this flag kpromo only scans, and promotes nothing',
        'Scan the staging images with a scanner of your choice in a job of its own.',
      ),
  },
];

/** Other commands of kpromo, as they begin, and what does the same here. */
const otherCommands: readonly (readonly [words: readonly string[], remedy: string])[] = [
  [['run', 'files'], 'Files are promoted by kpromo alone; this program promotes images.'],
  [['gh'], 'Releases of GitHub are uploaded by kpromo alone; this program promotes images.'],
  [['pr'], 'Write the change with cip manifest add --tag TAG SUBPROJECT.'],
  [['sigcheck'], 'Check signatures with cip verify IMAGE.'],
];

/** A command line as this program has it, and what is to be said about it. */
export interface Translated {
  readonly args: readonly string[];
  readonly notes: readonly string[];
}

const byName = new Map(kpromoFlags.map((one) => [one.name, one]));

/**
 * Takes command lines of `kpromo cip`: without a command, with `cip` or `run`, or with a flag that only kpromo has. Every other command line
 * comes back as it is. Throws `UsageError` for a flag that would do something else than its user expects.
 */
export function fromKpromo(args: readonly string[]): Translated {
  const [first = ''] = args;
  refuseOthers(args);
  const isWord = first === 'run' || first === 'cip';
  const isBare = isWord || (first.startsWith('-') && !/^(?:-h|-V|--help|--version)$/.test(first));
  if (!isBare && first !== 'promote' && first !== 'plan') return { args, notes: [] };
  const typed = split(isWord || !isBare ? args.slice(1) : args);
  refuseRepeated(typed);
  const snapshot = onlySnapshot(typed);
  const translated: string[] = [];
  const notes: string[] = [];
  for (const { flag, value, words } of typed) {
    const fate = flag?.fate(value, snapshot !== undefined);
    if (!fate) translated.push(...words);
    else if (fate.kind === 'same') translated.push(...fate.as);
    else if (fate.kind === 'ignored') notes.push(`--${flag?.name ?? ''} is ignored: ${fate.note}`);
    else throw new UsageError(fate.reason, fate.remedy);
  }
  if (snapshot) return { args: ['snapshot', snapshot.value, ...translated], notes };
  return { args: [isBare ? 'promote' : first, ...translated], notes };
}

function refuseOthers(args: readonly string[]): void {
  const found = otherCommands.find(([words]) => words.every((word, i) => args[i] === word));
  if (found) throw new UsageError(`kpromo ${found[0].join(' ')} is no command of this program`, found[1]);
}

function refuseRepeated(typed: readonly Typed[]): void {
  const seen = new Set<string>();
  for (const { flag } of typed) {
    if (flag?.value !== 'text') continue;
    if (seen.has(flag.name)) throw givenTwice(`--${flag.name}`);
    seen.add(flag.name);
  }
}

const snapshotFlags: readonly string[] = ['snapshot', 'manifest-based-snapshot-of'];

/** What asks for a snapshot. Throws `UsageError` for two of them: only one can be printed. */
function onlySnapshot(typed: readonly Typed[]): Typed | undefined {
  const [first, second] = typed.filter(({ flag }) => flag && snapshotFlags.includes(flag.name));
  if (!first || !second) return first;
  throw new UsageError(
    `there are two registries to print: ${first.value} and ${second.value}`,
    'Name one of them.',
  );
}

interface Typed {
  /** Absent for what is not in the table: it stays as it is. */
  readonly flag?: KpromoFlag;
  readonly value: string;
  readonly words: readonly string[];
}

function split(args: readonly string[]): Typed[] {
  const typed: Typed[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    const [, name = '', given] = /^--([a-z-]+)(?:=([^]*))?$/.exec(word) ?? [];
    const flag = byName.get(name);
    if (!flag) typed.push({ value: '', words: [word] });
    else if (flag.value === 'switch') typed.push({ flag, value: switchValue(name, given), words: [word] });
    else if (given !== undefined) typed.push({ flag, value: given, words: [word] });
    else typed.push({ flag, value: args[++i] ?? missing(name), words: [word] });
  }
  return typed;
}

function switchValue(name: string, given: string | undefined): 'on' | 'off' {
  if (given === undefined || /^(?:1|t|true)$/i.test(given)) return 'on';
  if (/^(?:0|f|false)$/i.test(given)) return 'off';
  throw new UsageError(`--${name}=${given} is neither true nor false`, `Write --${name}, or leave it out.`);
}

function missing(name: string): never {
  throw new UsageError(`--${name} has no value`, `Write --${name}=VALUE.`);
}
