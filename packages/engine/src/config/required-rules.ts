// `[rules] prefix_rules` of requirements.toml: what the administrator forbids or wants to be asked about.
import { isTable } from './rules.ts';
import { ConfigError } from './toml.ts';

export interface RequiredRule {
  /** For each leading word of a command its alternatives; none of them empty. */
  readonly pattern: ReadonlyArray<readonly string[]>;
  readonly decision: 'prompt' | 'forbidden';
  readonly justification: string | undefined;
}

const decisions: Readonly<Record<string, RequiredRule['decision']>> = {
  prompt: 'prompt',
  'prompt-user': 'prompt',
  forbidden: 'forbidden',
};

/** Throws ConfigError: a rule that is not understood must not be a rule that is not kept. */
export function requiredRules(path: string, rows: readonly unknown[] = []): RequiredRule[] {
  return rows.map((row, index) => {
    const fail = (what: string): never => {
      throw new ConfigError(
        `invalid rules in requirements (set by ${path}): rules prefix_rule at index ${index} ${what}`,
      );
    };
    if (!isTable(row)) return fail('is no table');
    const decision = typeof row.decision === 'string' ? row.decision : '';
    if (decision === 'allow') {
      fail(
        "has decision 'allow', which is not permitted in requirements.toml: Codex merges these rules with other config and uses the most restrictive result (use 'prompt', 'prompt-user', or 'forbidden')",
      );
    }
    const known = Object.hasOwn(decisions, decision) ? decisions[decision] : undefined;
    const { pattern, justification } = row;
    if (!Array.isArray(pattern) || pattern.length === 0) return fail('has an empty pattern');
    if (justification !== undefined && (typeof justification !== 'string' || justification.trim() === '')) {
      fail('has an empty justification');
    }
    return {
      pattern: pattern.map(
        (word) => alternatives(word) ?? fail('has a word that is neither a token nor a list any_of'),
      ),
      decision: known ?? fail('is missing a decision'),
      justification: justification as string | undefined,
    };
  });
}

function alternatives(word: unknown): readonly string[] | undefined {
  if (!isTable(word)) return undefined;
  const { token, any_of: list } = word;
  const words = list === undefined ? [token] : list;
  const isComplete = Array.isArray(words) && words.length > 0 && words.every((one) => typeof one === 'string' && one);
  return isComplete && (token === undefined || list === undefined) ? (words as string[]) : undefined;
}
