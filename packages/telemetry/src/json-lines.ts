// Lines for machines: JSON objects with level, time (ISO 8601), msg and the fields of the event.
import { pino } from 'pino';
import type { Level } from './levels.ts';
import type { Fields } from './logger.ts';
import { withoutSecrets } from './redact.ts';

/** Written at once: what is logged before a crash is there. */
export function jsonLines(): (level: Level, message: string, fields: Fields) => void {
  const logger = pino(
    {
      level: 'trace',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => process.stderr.write(withoutSecrets(line)) },
  );
  return (level, message, fields) => logger[level](fields, message);
}
