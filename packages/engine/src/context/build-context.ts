// The messages of ours that precede a conversation, and those that bring it up to date when settings change between
// turns. Pure: whoever calls collects the facts.
import { createHash } from 'node:crypto';
import type { CollaborationMode } from '@codex/protocol/model/collaboration-mode.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from './context-message.ts';
import {
  describeEnvironment,
  type EnvironmentFacts,
  environmentContext,
  sameEnvironment,
} from './environment-context.ts';
import { type Permissions, permissionsInstructions } from './permissions-instructions.ts';
import type { ProjectInstructions } from './project-instructions.ts';
import type { ContextState } from './world-state.ts';

/** Said when skills were told of before and there are none any more. */
const NO_SKILLS =
  '<skills_instructions>\n## Skills\nThe skills that were listed before are not available any more.\n</skills_instructions>';

export interface ContextFacts extends Permissions, EnvironmentFacts {
  readonly config: {
    readonly developerInstructions: string | null;
    readonly includePermissionsInstructions: boolean;
    readonly includeEnvironmentContext: boolean;
    readonly includeEnvironmentContextTime: boolean;
    readonly includeCollaborationModeInstructions: boolean;
  };
  readonly projectInstructions: ProjectInstructions;
  readonly collaborationMode: CollaborationMode;
  /** Namespaces of tools that the model has to search for. */
  readonly deferredTools: ReadonlyArray<{ readonly name: string; readonly description: string }>;
  /** The block that names the skills; null: there are none to tell of. */
  readonly skills: string | null;
}

export interface BuiltContext {
  /** In the order of the history; empty when there is nothing to say. */
  readonly items: readonly ResponseItem[];
  readonly state: ContextState;
}

/** The beginning of a conversation (base instructions excluded): one developer message, one user message. */
export function buildInitialContext(facts: ContextFacts): BuiltContext {
  const permissions = permissionsBlock(facts);
  const state = contextState(facts, permissions);
  const { developerInstructions } = facts.config;
  const developer = [developerInstructions, facts.skills, permissions, modeBlock(facts), toolsBlock(state)].filter(
    isText,
  );
  const user = [
    state.projectInstructions && projectBlock(state.projectInstructions),
    state.environment && environmentContext(state.environment),
  ].filter(isText);
  const items = [
    ...(developer.length > 0 ? [contextMessage('developer', developer)] : []),
    ...(user.length > 0 ? [contextMessage('user', user)] : []),
  ];
  return { items, state };
}

/** What has to be said before the next user message; nothing when nothing changed. */
export function updateContext(previous: ContextState, facts: ContextFacts): BuiltContext {
  const permissions = permissionsBlock(facts);
  const state = contextState(facts, permissions);
  const items: ResponseItem[] = [];
  const instructions = changedInstructions(previous, state);
  if (instructions) items.push(contextMessage('user', [instructions]));
  const developer = [
    state.skills === previous.skills ? null : (state.skills ?? NO_SKILLS),
    state.permissions === previous.permissions ? null : permissions,
    state.collaborationMode.instructions === previous.collaborationMode.instructions ? null : modeBlock(facts),
    JSON.stringify(state.deferredTools) === JSON.stringify(previous.deferredTools) ? null : toolsBlock(state),
  ].filter(isText);
  if (developer.length > 0) items.push(contextMessage('developer', developer));
  const environment = changedEnvironment(previous, state);
  if (environment) items.push(contextMessage('user', [environment]));
  return { items, state };
}

function permissionsBlock(facts: ContextFacts): string | null {
  return facts.config.includePermissionsInstructions ? permissionsInstructions(facts) : null;
}

/** How user and model work together; nothing for the default way. */
function modeBlock(facts: ContextFacts): string | null {
  const text = modeInstructions(facts);
  return text === null ? null : `<collaboration_mode>${text}</collaboration_mode>`;
}

function modeInstructions({ config, collaborationMode }: ContextFacts): string | null {
  if (!config.includeCollaborationModeInstructions) return null;
  return collaborationMode.settings.developer_instructions ?? null;
}

function toolsBlock({ deferredTools }: ContextState): string | null {
  const lines = Object.entries(deferredTools).map(([name, description]) => `- ${name}: ${description}`);
  return lines.length === 0 ? null : `<tools>\nDeferred tool namespaces:\n${lines.join('\n')}\n</tools>`;
}

function contextState(facts: ContextFacts, permissions: string | null): ContextState {
  const { directory, text } = facts.projectInstructions;
  const { config, collaborationMode } = facts;
  return {
    skills: facts.skills,
    permissions: hashOf(permissions),
    collaborationMode: { mode: collaborationMode.mode, instructions: hashOf(modeInstructions(facts)) },
    deferredTools: Object.fromEntries(facts.deferredTools.map(({ name, description }) => [name, description])),
    environment: config.includeEnvironmentContext
      ? describeEnvironment(facts, config.includeEnvironmentContextTime)
      : null,
    projectInstructions: text === '' ? null : { directory, text },
  };
}

function hashOf(text: string | null): string | null {
  return text === null ? null : createHash('sha1').update(text).digest('hex');
}

function changedInstructions(previous: ContextState, next: ContextState): string | null {
  const { projectInstructions: before } = previous;
  const { projectInstructions: after } = next;
  if (before?.text === after?.text) return null;
  if (after === null) return 'The AGENTS.md instructions given earlier do not apply to the current working directory.';
  return projectBlock(after, before !== null);
}

function changedEnvironment(
  { environment: before }: ContextState,
  { environment: after }: ContextState,
): string | null {
  if (after === null || (before !== null && sameEnvironment(before, after))) return null;
  return environmentContext(after, before);
}

function projectBlock({ directory, text }: { directory: string; text: string }, replaces = false): string {
  const notice = replaces ? 'These instructions take the place of all AGENTS.md instructions given before.\n\n' : '';
  return `# AGENTS.md instructions for ${directory}\n\n<INSTRUCTIONS>\n${notice}${text}\n</INSTRUCTIONS>`;
}

function isText(text: string | null): text is string {
  return text !== null && text !== '';
}
