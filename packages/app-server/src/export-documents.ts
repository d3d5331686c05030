// The commands that write the protocol as documents: TypeScript, JSON Schema, or both.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { osErrorText } from '@codex/engine/exec/os-error.ts';
import { jsonSchemaFiles } from '@codex/protocol/json-schema.ts';
import { typescriptFiles } from '@codex/protocol/typescript.ts';
import { type OptionSpec, parseOptions, type Subcommand, UsageError } from './options.ts';

type Document = 'typescript' | 'jsonSchema';

interface ExportCommand {
  readonly command: string;
  readonly about: string;
  readonly documents: readonly Document[];
}

const commands: Readonly<Record<string, ExportCommand>> = {
  'generate-ts': {
    command: 'codex app-server generate-ts',
    about: 'Write the protocol as TypeScript',
    documents: ['typescript'],
  },
  'generate-json-schema': {
    command: 'codex app-server generate-json-schema',
    about: 'Write the protocol as JSON Schema',
    documents: ['jsonSchema'],
  },
  'protocol-export': {
    command: 'codex-app-server-protocol-export',
    about: 'Write the protocol as TypeScript and as JSON Schema',
    documents: ['typescript', 'jsonSchema'],
  },
};

const writers = { typescript: typescriptFiles, jsonSchema: jsonSchemaFiles };

/** Throws UsageError for a wrong command line, another error where a file cannot be written. */
export function exportDocuments({ name, argv }: Subcommand): void {
  const command = commands[name];
  if (command === undefined) throw new UsageError(`unrecognized subcommand '${name}'`);
  const usage = `Usage: ${command.command} [OPTIONS] --out <DIR>`;
  const parsed = parseOptions(argv, optionsOf(command), usage);
  if (parsed.has('help')) {
    process.stdout.write(helpOf(command, usage));
    return;
  }
  const [folder] = parsed.values('out');
  if (folder === undefined) {
    const missing = 'the following required arguments were not provided:\n  --out <DIR>';
    throw new UsageError(missing, `Usage: ${command.command} --out <DIR>`);
  }
  const experimental = parsed.has('experimental');
  const [prettier] = parsed.values('prettier');
  for (const document of command.documents) {
    const written = writeFiles(folder, writers[document]({ experimental }));
    if (prettier !== undefined && document === 'typescript') format(prettier, written);
  }
}

const documentOptions: Readonly<Record<string, OptionSpec>> = {
  out: { short: 'o', value: '<DIR>', filled: true },
  experimental: {},
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  help: { short: 'h' },
};

function optionsOf({ documents }: ExportCommand): Readonly<Record<string, OptionSpec>> {
  const prettier: OptionSpec = { short: 'p', value: '<PRETTIER_BIN>', filled: true };
  return documents.includes('typescript') ? { ...documentOptions, prettier } : documentOptions;
}

function helpOf({ about, documents }: ExportCommand, usage: string): string {
  const prettier = documents.includes('typescript')
    ? '  -p, --prettier <PRETTIER_BIN>  Format the TypeScript files with this program\n'
    : '';
  return `${about}

${usage}

Options:
  -o, --out <DIR>                Folder to write to; it is made
${prettier}      --experimental             With the methods, fields and types that need the capability experimentalApi
  -h, --help                     Print help
`;
}

/** The paths of the files. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  return [...files].map(([path, text]) => {
    const file = join(folder, path);
    makeFolder(dirname(file));
    attempt(`Failed to write ${file}`, () => writeFileSync(file, text));
    return file;
  });
}

function makeFolder(folder: string): void {
  attempt(`Failed to create ${folder}`, () => makeWithParents(folder));
}

/** The recursive `mkdirSync` of Node never returns where a file system makes no folders, such as /proc. */
function makeWithParents(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeWithParents(dirname(folder));
  mkdirSync(folder);
}

function attempt(problem: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Error(`${problem}\n\nCaused by:\n    ${osErrorText(error)}`);
  }
}

function format(prettier: string, files: readonly string[]): void {
  const { error, status } = spawnSync(prettier, ['--write', '--log-level', 'warn', ...files], { stdio: 'inherit' });
  if (error) throw new Error(`Failed to invoke Prettier at ${prettier}\n\nCaused by:\n    ${osErrorText(error)}`);
  if (status !== 0) throw new Error(`Prettier failed with status exit status: ${status}`);
}
