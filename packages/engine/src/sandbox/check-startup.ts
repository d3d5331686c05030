// What a server says of its configuration and its rules when it starts.
import type { ConfigRequest } from '../config/layers.ts';
import { checkStartupConfig, type StartupCheck, type StartupWarning } from '../config/startup-check.ts';
import { type RulesFault, ruleStore } from './rule-store.ts';

/** Mistakes in rules never stop the server; they are told to clients. */
export async function checkStartup(request: ConfigRequest): Promise<StartupCheck> {
  const check = await checkStartupConfig(request);
  const { fault, notes } = await ruleStore(request.codexHome).load();
  const warnings = [...check.warnings, ...notes.map((summary) => ({ summary, details: null }))];
  return { ...check, warnings: fault ? [...warnings, describeFault(fault)] : warnings };
}

function describeFault({ path, message, start, end }: RulesFault): StartupWarning {
  return {
    summary: 'Error parsing rules; custom rules not applied.',
    details: `failed to parse rules file ${path}:${start.line}:${start.column}: ${message}`,
    path,
    range: { start, end },
  };
}
