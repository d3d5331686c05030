// The rules about commands that hold in one thread beside those of CODEX_HOME: of the system, of trusted projects, of the
// administrator. Read once, like the configuration: a command cannot change them for itself.
import type { Config } from '../config/config.ts';
import type { PrefixRule } from '../sandbox/prefix-rule.ts';
import { describeFault, readRuleFolders } from '../sandbox/rule-store.ts';

export interface ThreadRules {
  readonly rules: readonly PrefixRule[];
  /** Sentences about files that could not be read. */
  readonly warnings: readonly string[];
}

export async function threadRules({ ruleFolders, requiredRules }: Config): Promise<ThreadRules> {
  const sets = await readRuleFolders(ruleFolders);
  return {
    rules: [...sets.flatMap(({ rules }) => rules), ...requiredRules],
    warnings: sets.flatMap(({ fault }) =>
      fault ? [`Error parsing rules; custom rules not applied. ${describeFault(fault)}`] : [],
    ),
  };
}
