// `[agents]`: whether threads may have agents, how many, with which models; and roles, each a table of its own.
import { readFileSync } from 'node:fs';
import type { ConfigToml } from './config-toml.ts';
import { isTable } from './rules.ts';
import type { Table } from './toml.ts';

export interface AgentSettings {
  readonly isEnabled: boolean;
  /** Agents of one thread that are open at once. */
  readonly maxAgents: number;
  /** How deep agents may have agents of their own; 1: only threads that a client started may. */
  readonly maxDepth: number;
  /** null: that of whoever spawns. */
  readonly model: string | null;
  readonly reasoningEffort: string | null;
  readonly roles: Readonly<Record<string, AgentRoleSettings>>;
}

export interface AgentRoleSettings {
  readonly description: string | null;
  /** Absolute path of a file in the form of config.toml. */
  readonly configFile: string | null;
  readonly nicknames: readonly string[];
}

const MAX_AGENTS = 6;

export function agentSettings({ agents = {} }: ConfigToml): AgentSettings {
  const toml = agents as Table & NonNullable<ConfigToml['agents']>;
  return {
    isEnabled: toml.enabled ?? true,
    maxAgents: toml.max_concurrent_threads_per_session ?? MAX_AGENTS,
    maxDepth: toml.max_depth ?? 1,
    model: toml.default_subagent_model ?? null,
    reasoningEffort: toml.default_subagent_reasoning_effort ?? null,
    roles: Object.fromEntries(
      Object.entries(toml).flatMap(([name, role]) => (isTable(role) ? [[name, roleOf(role)]] : [])),
    ),
  };
}

function roleOf({ description, config_file, nickname_candidates }: Table): AgentRoleSettings {
  return {
    description: (description as string | undefined) ?? null,
    configFile: (config_file as string | undefined) ?? null,
    nicknames: (nickname_candidates as string[] | undefined) ?? [],
  };
}

/** What the file of a role changes in an agent; null: nothing. */
export interface RoleOverrides {
  readonly model: string | null;
  readonly reasoningEffort: string | null;
  readonly developerInstructions: string | null;
}

/** Throws when the file cannot be read; the message is for the model. */
export async function roleOverrides({ configFile }: AgentRoleSettings): Promise<RoleOverrides> {
  if (configFile === null) return { model: null, reasoningEffort: null, developerInstructions: null };
  const { parse } = await import('smol-toml');
  const toml = parse(readFileSync(configFile, 'utf8')) as Table;
  const text = (key: string) => (typeof toml[key] === 'string' ? (toml[key] as string) : null);
  return {
    model: text('model'),
    reasoningEffort: text('model_reasoning_effort'),
    developerInstructions: text('developer_instructions'),
  };
}
