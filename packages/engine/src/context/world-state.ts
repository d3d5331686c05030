// What the model was last told, as rollouts keep it (`world_state`): the same sections as the official server, so that
// each can resume what the other wrote. Whatever is missing or strange counts as not told, and is told again.
import type { Environment } from './environment-context.ts';

export interface ContextState {
  /** The block that names the skills; null: none was given. */
  readonly skills: string | null;
  /** SHA-1 of the block; null: none was given. */
  readonly permissions: string | null;
  readonly environment: Environment | null;
  readonly projectInstructions: { readonly directory: string; readonly text: string } | null;
  readonly collaborationMode: ToldMode;
  /** Description by name of the namespaces whose tools have to be searched for. */
  readonly deferredTools: Readonly<Record<string, string>>;
}

/** `instructions` is the SHA-1 of the text; null: none was given. */
export interface ToldMode {
  readonly mode: string;
  readonly instructions: string | null;
}

/** Around the block of skills; rollouts keep what is between them. */
const OPEN = '<skills_instructions>';
const CLOSE = '</skills_instructions>';

type Section = Readonly<Record<string, unknown>>;

export function toWorldState(state: ContextState): Section {
  const { skills, permissions, environment, projectInstructions, collaborationMode, deferredTools } = state;
  const { mode, instructions } = collaborationMode;
  return {
    agents_md: projectInstructions ?? {},
    collaboration_mode: { mode, ...(instructions !== null && { instructions }) },
    ...(environment === null ? {} : { environments: environmentSection(environment) }),
    ...(skills !== null && {
      host_skills: { body: skills.slice(OPEN.length, -CLOSE.length), includeInstructions: true },
    }),
    permissions: permissions === null ? {} : { instructions: permissions, approved_command_prefixes: [] },
    tools: { ...deferredTools },
  };
}

export function fromWorldState(world: Section): ContextState {
  const { directory, text } = section(world.agents_md);
  const mode = section(world.collaboration_mode);
  const tools = Object.entries(section(world.tools)).filter((entry): entry is [string, string] => isText(entry[1]));
  const body = textOrNull(section(world.host_skills).body);
  return {
    skills: body === null ? null : `${OPEN}${body}${CLOSE}`,
    permissions: textOrNull(section(world.permissions).instructions),
    environment: readEnvironment(section(world.environments)),
    projectInstructions: typeof directory === 'string' && typeof text === 'string' ? { directory, text } : null,
    collaborationMode: { mode: textOrNull(mode.mode) ?? 'default', instructions: textOrNull(mode.instructions) },
    deferredTools: Object.fromEntries(tools),
  };
}

function environmentSection({ place, time }: Environment): Section {
  const { cwd, shell, filesystem } = place ?? {};
  return {
    environments: place === null ? {} : { local: { cwd, status: 'available', shell } },
    ...(time !== null && { current_date: time.currentDate, timezone: time.timezone }),
    ...(place !== null && { filesystem }),
  };
}

function readEnvironment(environments: Section): Environment | null {
  const { current_date: currentDate, timezone, filesystem } = environments;
  if (environments.environments === undefined) return null;
  const time = isText(currentDate) && isText(timezone) ? { currentDate, timezone } : null;
  const { local } = section(environments.environments);
  if (local === undefined) return { place: null, time };
  const { cwd, shell } = section(local);
  if (!isText(cwd) || !isText(shell) || !isText(filesystem)) return null;
  return { place: { cwd, shell, filesystem }, time };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function textOrNull(value: unknown): string | null {
  return isText(value) ? value : null;
}

function section(value: unknown): Section {
  return typeof value === 'object' && value !== null ? (value as Section) : {};
}
