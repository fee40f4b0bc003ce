/** One option of the command. */
export interface CommandOption {
  readonly name: string;
  /** What stands behind it; none: it is a switch. */
  readonly value?: string;
  readonly default?: string;
  readonly describe: string;
  readonly multiple?: true;
}

export const commandOptions = {
  port: {
    value: 'N',
    default: '8400',
    describe: "The page's port; the backends have the eight behind it. 0: each takes a free one.",
  },
  host: {
    value: 'ADDRESS',
    default: '127.0.0.1',
    describe:
      'Where everything listens; 0.0.0.0 is every address of this machine, for everybody who can reach it.',
  },
  'page-host': {
    value: 'NAME',
    multiple: true,
    describe: 'One more name by which browsers may ask for the page. May be given several times.',
  },
  backends: {
    value: 'A,B',
    default: 'all',
    describe: 'Which backends: statsd, dogstatsd, graphite, stathat, stride, initialstate, otlp.',
  },
  strict: { describe: 'Refuse also what only some servers lose or change.' },
  lenient: { describe: 'Take it as real servers do, and mark it. This is the default.' },
  'max-series': { value: 'N', default: '10000', describe: 'Series that are kept for the page.' },
  json: { describe: 'Print JSON, an object a line.' },
  help: { describe: 'Print this.' },
  version: { describe: 'Print the version.' },
} as const satisfies Readonly<Record<string, Omit<CommandOption, 'name'>>>;

/** Each as it is typed: `--port N`. */
export const optionRows: readonly (CommandOption & { readonly typed: string })[] = Object.entries<
  Omit<CommandOption, 'name'>
>(commandOptions).map(([name, option]) => ({
  ...option,
  name,
  typed: option.value === undefined ? `--${name}` : `--${name} ${option.value}`,
}));
