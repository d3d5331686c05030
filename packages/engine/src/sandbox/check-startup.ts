// What a server says of its configuration and its rules when it starts.
import type { ConfigRequest } from '../config/layers.ts';
import { checkStartupConfig, type StartupCheck, type StartupWarning } from '../config/startup-check.ts';
import { describeFault, type RulesFault, ruleStore } from './rule-store.ts';

/** Mistakes in rules never stop the server; they are told to clients. */
export async function checkStartup(request: ConfigRequest): Promise<StartupCheck> {
  const check = await checkStartupConfig(request);
  const { fault, notes } = await ruleStore(request.codexHome).load();
  const warnings = [...check.warnings, ...notes.map((summary) => ({ summary, details: null }))];
  return { ...check, warnings: fault ? [...warnings, warningOf(fault)] : warnings };
}

function warningOf(fault: RulesFault): StartupWarning {
  const { path, start, end } = fault;
  const details = describeFault(fault);
  return { summary: 'Error parsing rules; custom rules not applied.', details, path, range: { start, end } };
}
