// TOML text to tables, and errors that say where. The parser is loaded when the first file is read, not before.
import { readFile } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import { locate, type Span } from './toml-position.ts';

export type Table = Record<string, unknown>;

/** A config that cannot be used. `message` begins with `<file>:<line>:<column>: ` when it comes from a file. */
export class ConfigError extends EngineError {
  readonly path: string | null;
  readonly span: Span | null;
  /** What is wrong, without where. */
  readonly reason: string;
  /** The key that holds a wrong value; null when the error is about something else. */
  readonly key: readonly string[] | null;

  constructor(
    message: string,
    where: { path: string; span: Span } | null = null,
    key: readonly string[] | null = null,
  ) {
    const prefix = where ? `${where.path}:${where.span.start.line}:${where.span.start.column}: ` : '';
    super('invalid_request', `failed to load configuration: ${prefix}${message}`);
    this.name = 'ConfigError';
    this.path = where?.path ?? null;
    this.span = where?.span ?? null;
    this.reason = message;
    this.key = key;
  }

  /** The message without what the request was. */
  get detail(): string {
    return this.message.slice('failed to load configuration: '.length);
  }
}

/** null: there is no such file. */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(`Failed to read config file ${path}: ${(error as Error).message}`);
  }
}

/** Parses the text of a file; throws `ConfigError`. */
export async function parseFile(path: string, text: string): Promise<Table> {
  if (text === '') return {};
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const line = text.split('\n')[error.line - 1] ?? '';
    const start = { line: error.line, column: error.column };
    throw new ConfigError(syntaxMessage(error.message, line), { path, span: { start, end: start } });
  }
}

/** A value as in `-c key=value`: TOML, or the text itself where that does not parse. */
export async function parseValue(text: string): Promise<unknown> {
  const { parse } = await import('smol-toml');
  try {
    const table = parse(`value = ${text}`);
    if (Object.keys(table).length === 1) return table.value;
  } catch {
    // Not TOML: a plain string, so that `-c model=gpt-5.5` needs no quotes.
  }
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

const beginning: Span = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** The error of the value that a file holds at `key`. */
export function valueError(path: string, text: string, key: readonly string[], message: string): ConfigError {
  return new ConfigError(message, { path, span: locate(text, key)?.value ?? beginning }, key);
}

/** The error of a key that should not be in a file. */
export function keyError(path: string, text: string, key: readonly string[], message: string): ConfigError {
  return new ConfigError(message, { path, span: locate(text, key)?.key ?? beginning });
}

/** Our parser's words for what the official server says in others. */
const syntaxMessages: ReadonlyArray<readonly [ours: RegExp, line: RegExp, official: string]> = [
  [/control characters are not allowed in strings/, /"/, 'invalid basic string, expected `"`'],
  [/redefine an already defined/, /./, 'duplicate key'],
  [/illegal character in key/, /^\s*\[/, 'unclosed table, expected `]`'],
  [/illegal character in key/, /./, 'key with no value, expected `=`'],
  [/invalid value/, /./, 'string values must be quoted, expected literal string'],
];

function syntaxMessage(message: string, line: string): string {
  const text = message.replace(/^Invalid TOML document: /, '').split('\n', 1)[0] ?? message;
  return syntaxMessages.find(([ours, where]) => ours.test(text) && where.test(line))?.[2] ?? text;
}
