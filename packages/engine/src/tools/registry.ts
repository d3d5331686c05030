// The tools: which of them a turn is offered, in which order the model is told of them, and the one way in which a call
// of the model reaches its tool.
import type { ModelInfo } from '../models/catalog.ts';
import { applyPatch } from './apply-patch.ts';
import type { DynamicTools } from './dynamic-tool.ts';
import { execCommand } from './exec-command.ts';
import { goalTools } from './goal-tools.ts';
import { requestPermissions } from './request-permissions.ts';
import { requestUserInput } from './request-user-input.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';
import { type ToolNotes, toolNotes } from './tool-notes.ts';
import { toolSearchSpec } from './tool-search.ts';
import { updatePlan } from './update-plan.ts';
import { viewImage } from './view-image.ts';
import { type WebSearch, webSearchSpec } from './web-search.ts';
import { writeStdin } from './write-stdin.ts';

/** What decides which tools a turn is offered. */
export interface ToolFacts {
  readonly model: Pick<ModelInfo, 'applyPatch' | 'toolSearch' | 'webSearchImages'>;
  readonly updatePlan: boolean;
  readonly webSearch: WebSearch;
  /** Whether commands may start login shells. */
  readonly loginShell: boolean;
  /** Whether a feature of config is on; `byDefault` when config does not name it. */
  feature(name: string, byDefault: boolean): boolean;
  /** For agents of the model's own; null: it may have none. */
  readonly agents: DynamicTools | null;
  /** Of the client. */
  readonly dynamic: readonly DynamicTools[];
  /** Whether the agent is there for what the tool does. */
  offers(tool: string): boolean;
}

interface ToolRow {
  readonly tool: Tool;
  readonly notes: ToolNotes;
  /** Where configuration changes the tool: what is offered in its place. */
  variant?(facts: ToolFacts): Tool;
  /** Always offered when absent. The sentence is for the documentation. */
  readonly when?: { readonly says: string; holds(facts: ToolFacts): boolean };
}

/** In the order in which the model is told of them. Documentation is generated from it. */
export const toolRows: readonly ToolRow[] = [
  {
    tool: execCommand({ loginShell: true, additionalPermissions: false }),
    notes: toolNotes.execCommand,
    variant: ({ loginShell, feature }) =>
      execCommand({ loginShell, additionalPermissions: feature('exec_permission_approvals', false) }),
  },
  { tool: writeStdin, notes: toolNotes.writeStdin },
  {
    tool: updatePlan,
    notes: toolNotes.updatePlan,
    when: { says: '`[tools.update_plan] enabled = true`', holds: (facts) => facts.updatePlan },
  },
  { tool: requestUserInput, notes: toolNotes.requestUserInput },
  {
    tool: requestPermissions,
    notes: toolNotes.requestPermissions,
    when: {
      says: '`[features] request_permissions_tool = true`',
      holds: (facts) => facts.feature('request_permissions_tool', false),
    },
  },
  {
    tool: applyPatch,
    notes: toolNotes.applyPatch,
    when: { says: 'models that know the patch format', holds: ({ model }) => model.applyPatch === 'freeform' },
  },
  { tool: viewImage, notes: toolNotes.viewImage },
  ...goalTools.map((tool) => ({
    tool,
    notes: toolNotes.goals,
    when: { says: 'unless `[features] goals = false`', holds: (facts: ToolFacts) => facts.feature('goals', true) },
  })),
];

/** Told after the tools for agents, so that requests look like those of the official server. */
const goalNames: ReadonlySet<string> = new Set(goalTools.map(({ name }) => name));

/** Tools that the model finds by searching. */
export interface DeferredNamespace {
  readonly name: string;
  readonly description: string;
  readonly tools: readonly Tool[];
}

/** The tools of one turn. */
export interface ToolSet {
  /** As the model is told of them, in order. */
  readonly specs: readonly ToolSpec[];
  /** By name. Empty for models that cannot search: they are shown everything. */
  readonly deferred: readonly DeferredNamespace[];
  find(kind: Tool['kind'], name: string, namespace: string | null): Tool | undefined;
}

export function toolSet(facts: ToolFacts): ToolSet {
  const searchable = facts.model.toolSearch && facts.feature('tool_search', true);
  const groups = [...(facts.agents ? [facts.agents] : []), ...facts.dynamic];
  const shown = groups.filter(({ deferred }) => !(deferred && searchable));
  const deferred = groups.flatMap(({ namespace, deferred, tools }) =>
    deferred && searchable && namespace ? [{ ...namespace, tools }] : [],
  );
  const builtIn = toolRows
    .filter(({ tool, when }) => facts.offers(tool.name) && (when?.holds(facts) ?? true))
    .map(({ tool, variant }) => variant?.(facts) ?? tool);
  const taken = new Set(builtIn.map(({ name }) => name));
  const own = shown.filter(({ namespace, tools }) => namespace !== null || tools.every(({ name }) => !taken.has(name)));
  const webSearch = webSearchSpec(facts.webSearch, facts.model);
  const tools = [...builtIn, ...groups.flatMap((group) => group.tools)];
  const isLate = ({ name }: Tool) => goalNames.has(name);
  return {
    specs: [
      ...builtIn.filter((tool) => !isLate(tool)).map(({ spec }) => spec),
      ...dynamicSpecs(own.filter((group) => group === facts.agents)),
      ...builtIn.filter(isLate).map(({ spec }) => spec),
      ...dynamicSpecs(own.filter((group) => group !== facts.agents)),
      ...(deferred.length > 0 ? [toolSearchSpec] : []),
      ...(webSearch ? [webSearch] : []),
    ],
    deferred: deferred.sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (kind, name, namespace) =>
      tools.find((tool) => tool.name === name && tool.kind === kind && (tool.namespace ?? null) === namespace),
  };
}

function dynamicSpecs(groups: readonly DynamicTools[]): ToolSpec[] {
  return groups.flatMap(({ namespace, tools }) => {
    const specs = tools.map(({ spec }) => spec);
    return namespace === null ? specs : [{ type: 'namespace', ...namespace, tools: specs }];
  });
}

const NO_ENVIRONMENT =
  'No usable execution environment is available. Wait for an environment to become available before using this tool.';

/** Runs a call; an unknown name is told to the model. Throws only when the turn was aborted. */
export async function runToolCall(tools: ToolSet, kind: Tool['kind'], call: ToolCall): Promise<ToolOutput> {
  const tool = tools.find(kind, call.name, call.namespace);
  if (tool === undefined) {
    const noun = kind === 'custom' ? 'custom tool call' : 'call';
    return { output: `unsupported ${noun}: ${call.namespace ?? ''}${call.name}` };
  }
  if (tool.needsEnvironment && !call.context.hasEnvironment) return { output: NO_ENVIRONMENT };
  return tool.run(call);
}
