// What the model was last told, as rollouts keep it (`world_state`): the same sections as the official server, so that
// each can resume what the other wrote. Whatever is missing or strange counts as not told, and is told again.
import type { Environment } from './environment-context.ts';

export interface ContextState {
  /** SHA-1 of the block; null: none was given. */
  readonly permissions: string | null;
  readonly environment: Environment | null;
  readonly projectInstructions: { readonly directory: string; readonly text: string } | null;
}

type Section = Readonly<Record<string, unknown>>;

export function toWorldState({ permissions, environment, projectInstructions }: ContextState): Section {
  return {
    agents_md: projectInstructions ?? {},
    ...(environment === null ? {} : { environments: environmentSection(environment) }),
    permissions: permissions === null ? {} : { instructions: permissions, approved_command_prefixes: [] },
  };
}

export function fromWorldState(world: Section): ContextState {
  const { directory, text } = section(world.agents_md);
  const { instructions } = section(world.permissions);
  return {
    permissions: typeof instructions === 'string' ? instructions : null,
    environment: readEnvironment(section(world.environments)),
    projectInstructions: typeof directory === 'string' && typeof text === 'string' ? { directory, text } : null,
  };
}

function environmentSection({ cwd, shell, currentDate, timezone, filesystem }: Environment): Section {
  return {
    environments: { local: { cwd, status: 'available', shell } },
    current_date: currentDate,
    timezone,
    filesystem,
  };
}

function readEnvironment(environments: Section): Environment | null {
  const local = section(section(environments.environments).local);
  const { cwd, shell } = local;
  const { current_date: currentDate, timezone, filesystem } = environments;
  const values = { cwd, shell, currentDate, timezone, filesystem };
  return Object.values(values).every((value) => typeof value === 'string') ? (values as Environment) : null;
}

function section(value: unknown): Section {
  return typeof value === 'object' && value !== null ? (value as Section) : {};
}
