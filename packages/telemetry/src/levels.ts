// How much is logged, as the environment says it.

export const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];
/** `off` lets nothing through. */
export type Threshold = Level | 'off';

const names: readonly string[] = [...levels, 'off'];

/**
 * `LOG_LEVEL`, else `RUST_LOG`, else `warn`. Of directives with targets (`codex_core=debug,warn`) the plain one counts;
 * without a plain one, the most talkative of ours.
 */
export function thresholdOf(env: Readonly<Record<string, string | undefined>>): Threshold {
  return parse(env.LOG_LEVEL) ?? parse(env.RUST_LOG) ?? 'warn';
}

function parse(text = ''): Threshold | undefined {
  const directives = text.split(',').map((directive) => directive.trim().toLowerCase().split('='));
  const plain = directives.findLast(([name, level]) => level === undefined && isThreshold(name));
  if (plain) return plain[0] as Threshold;
  const ours = directives.filter(([target, level]) => target?.startsWith('codex') && isThreshold(level));
  return names.find((name) => ours.some(([, level]) => level === name)) as Threshold | undefined;
}

function isThreshold(name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}
