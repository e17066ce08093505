/** What this repository reads of a container in a Pod. */
export interface Container {
  readonly name?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly envFrom?: readonly object[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly resources?: object;
}

/** What this repository reads of a Pod. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly restartPolicy?: string;
  readonly containers: readonly Container[];
  readonly volumes?: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** The command line of a container as a line for a shell; an image's own command stands in when there is none. */
export function scriptOf({ image, command, args = [] }: Container): string {
  const program = command ?? [programOf(image)];
  return [...program, ...args].map(quoted).join(' ');
}

const programs: Readonly<Record<string, string>> = {
  promoter: 'cip',
  linter: 'cip-lint',
  auditor: 'cip-auditor',
  backup: 'cip-backup',
};

function programOf(image: string): string {
  const app = /\/cip\/(\w+)[:@]/.exec(image)?.[1] ?? '';
  const program = programs[app];
  if (program === undefined) throw new Error(`${image}: this is no image of a program of this repository`);
  return program;
}

function quoted(word: string): string {
  return /^[\w./:=@,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
