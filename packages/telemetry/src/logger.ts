// What an operator reads: one line per event on stderr, for people or, with LOG_FORMAT=json, for machines. The log of
// the process; it is silent below its level, and costs a comparison there.
import { type Level, levels, type Threshold, thresholdOf } from './levels.ts';
import { hideSecretsOf, plainFields, withoutSecrets } from './redact.ts';

export type Fields = Readonly<Record<string, unknown>>;
type Write = (level: Level, message: string, fields: Fields) => void;

/** Writes a line. `fields` are named as in JSON; secrets among them are taken out. */
type Say = (message: string, fields?: Fields) => void;

let threshold: Threshold = 'warn';
let write: Write = writeForPeople;
let isJson = false;

/** Reads level and form from the environment. Machines' lines need a library, which is only loaded for them. */
export async function startLogging(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  threshold = thresholdOf(env);
  hideSecretsOf(env);
  isJson = env.LOG_FORMAT === 'json';
  if (isJson) write = (await import('./json-lines.ts')).jsonLines();
}

export const logger: Readonly<Record<Level, Say>> = {
  trace: sayer('trace'),
  debug: sayer('debug'),
  info: sayer('info'),
  warn: sayer('warn'),
  error: sayer('error'),
};

/** A sentence for whoever started the process: as it is for people, whatever the level; a line of the log in JSON. */
export function tell(sentence: string): void {
  if (isJson) write('warn', sentence, {});
  else process.stderr.write(`${sentence}\n`);
}

function sayer(level: Level): Say {
  return (message, fields = {}) => {
    if (isDue(level)) write(level, message, plainFields(fields));
  };
}

function isDue(level: Level): boolean {
  return threshold !== 'off' && levels.indexOf(level) >= levels.indexOf(threshold);
}

function writeForPeople(level: Level, message: string, fields: Fields): void {
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${textOf(value)}`);
  const line = `${new Date().toISOString()} ${level.toUpperCase().padEnd(5)} ${message}${details.join('')}`;
  process.stderr.write(`${withoutSecrets(line)}\n`);
}

/** The stack says where; it stands on lines of its own. */
function textOf(value: unknown): string {
  const { stack } = (value ?? {}) as { stack?: unknown };
  if (typeof stack === 'string') return stack;
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
}
