// What the turns of one thread work with: its configuration, its model provider, its processes.
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { Config } from '../config/config.ts';
import { baseInstructionsMessage } from '../context/base-instructions.ts';
import type { HelperFolder } from '../exec/helper-folder.ts';
import type { LoginShells } from '../exec/login-shells.ts';
import { createExecSessions, type ExecSessions } from '../exec/sessions.ts';
import { type ModelInfo, modelInfo } from '../models/catalog.ts';
import type { ModelClient } from '../models/model-client.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import { formatPrefix, type Prefix } from '../sandbox/exec-policy.ts';
import { createPermissionGrants, type GrantedPermissions } from '../sandbox/permission-grants.ts';
import type { PrefixRule } from '../sandbox/prefix-rule.ts';
import { ruleStore } from '../sandbox/rule-store.ts';
import type { ThreadSkills } from '../skills/thread-skills.ts';
import { agentTools } from '../tools/agents/agent-tools.ts';
import type { DynamicTools } from '../tools/dynamic-tool.ts';
import type { GoalAccess } from '../tools/goal-tools.ts';
import { highDetail, originalDetail } from '../tools/image/budget.ts';
import { loginShellsOf } from '../tools/login-environment.ts';
import { type ToolSet, toolSet } from '../tools/registry.ts';
import type { ToolContext } from '../tools/tool.ts';
import { createTurnDiff } from '../tools/turn-diff.ts';
import type { WebSearch } from '../tools/web-search.ts';
import { AdditionalContexts } from '../turns/additional-context.ts';
import type { AgentRole } from '../turns/child-thread.ts';
import type { Settings } from '../turns/settings.ts';
import type { Turn } from '../turns/turn.ts';
import type { Origin, TurnHost } from '../turns/turn-host.ts';
import type { ShellSurroundings } from './shell-command.ts';

export interface RuntimeParts {
  readonly threadId: string;
  readonly codexHome: string;
  readonly config: Config;
  readonly modelClient: ModelClient;
  readonly origin: Origin;
  readonly baseInstructions: string;
  readonly historySequence: HistorySequence;
  /** Path of the user's shell. */
  readonly shell: string;
  /** What is put on the PATH of commands. */
  readonly helpers: HelperFolder | null;
  /** Environment of child processes, scrubbed and filtered. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** Tools that the client declared for the thread. */
  readonly dynamicTools: readonly DynamicTools[];
  readonly goals: GoalAccess;
  /** null: the thread has none. */
  readonly skills: ThreadSkills | null;
  /** Rules about commands beside those of CODEX_HOME. */
  readonly rules: readonly PrefixRule[];
  readonly role: AgentRole;
  /** Whether it may have agents of its own. */
  readonly mayDelegate: boolean;
}

export class ThreadRuntime {
  readonly config: Config;
  readonly processes: ExecSessions;
  readonly #parts: RuntimeParts;
  readonly #loginShells: LoginShells;
  readonly #sessionApprovals = new Set<string>();
  readonly #sessionGrants: GrantedPermissions[] = [];
  /** Saved in this thread. */
  readonly #allowedPrefixes: Prefix[] = [];
  readonly #additionalContexts = new AdditionalContexts();
  readonly #toolContexts = new WeakMap<Turn, ToolContext>();

  constructor(parts: RuntimeParts) {
    this.config = parts.config;
    this.#parts = parts;
    this.processes = createExecSessions(parts.helpers);
    this.#loginShells = loginShellsOf(parts.config);
  }

  /** What a command that the user types runs with. */
  shellSurroundings({ cwd, model }: Pick<Settings, 'cwd' | 'model'>): ShellSurroundings {
    const { shell, childEnv } = this.#parts;
    const outputTokenLimit = this.config.toolOutputTokenLimit ?? this.modelInfo(model).outputTokenLimit;
    return { shell, env: childEnv, cwd, outputTokenLimit };
  }

  get baseInstructions(): string {
    return this.#parts.baseInstructions;
  }

  get historySequence(): HistorySequence {
    return this.#parts.historySequence;
  }

  /** The part of a turn's host that does not depend on the thread's state. */
  forTurns() {
    const { config, modelClient, origin, baseInstructions, historySequence, skills } = this.#parts;
    return {
      modelClient,
      origin,
      baseInstructions: baseInstructionsMessage(baseInstructions),
      historySequence,
      skills,
      verbosity: config.modelVerbosity,
      showRawReasoning: config.showRawAgentReasoning,
      streamsPatches: config.features.apply_patch_streaming_events ?? false,
      compaction: { prompt: config.compactPrompt, tokenLimit: config.modelAutoCompactTokenLimit },
      reviewModel: config.reviewModel,
      modelInfo: (turn: Turn) => this.modelInfo(turn.settings.model),
      modelNamed: (slug: string) => this.modelInfo(slug),
      toolContext: (turn: Turn) => this.#toolContext(turn),
      tools: (turn: Turn) => this.tools(turn.settings),
      additionalContexts: this.#additionalContexts,
    } satisfies Partial<TurnHost>;
  }

  modelInfo(slug: string): ModelInfo {
    return modelInfo(slug, this.config);
  }

  /** What the model of these settings may call. */
  tools({ model, sandboxPolicy }: Settings): ToolSet {
    const { config } = this;
    const { role, mayDelegate, dynamicTools } = this.#parts;
    const { offers, searches } = roleTools[role];
    const feature = (name: string, byDefault: boolean) => config.features[name] ?? byDefault;
    return toolSet({
      model: this.modelInfo(model),
      updatePlan: config.updatePlanTool,
      webSearch: searches ? webSearchOf(config, sandboxPolicy) : null,
      loginShell: config.allowLoginShell,
      feature,
      agents: mayDelegate && feature('multi_agent', true) ? agentTools(config.agents.roles) : null,
      dynamic: dynamicTools,
      offers,
    });
  }

  #toolContext(turn: Turn): ToolContext {
    const known = this.#toolContexts.get(turn);
    if (known) return known;
    const context = this.#newToolContext(turn);
    this.#toolContexts.set(turn, context);
    return context;
  }

  #prefixAllowed(prefix: Prefix, turn: Turn): void {
    this.#allowedPrefixes.push(prefix);
    turn.addNote(`Approved command prefix saved:\n- ${formatPrefix(prefix)}`);
    turn.noteWorld({ permissions: { approved_command_prefixes: [...this.#allowedPrefixes] } });
  }

  #newToolContext(turn: Turn): ToolContext {
    const { settings } = turn;
    const { threadId, codexHome, childEnv, goals } = this.#parts;
    const model = this.modelInfo(settings.model);
    const grants = createPermissionGrants(this.#sessionGrants);
    return {
      threadId,
      turnId: turn.id,
      cwd: settings.cwd,
      hasEnvironment: settings.hasEnvironment,
      mode: settings.collaborationMode.mode,
      codexHome,
      rules: async () => [...(await ruleStore(codexHome).current()), ...this.#parts.rules],
      approvalPolicy: settings.approvalPolicy,
      approvalsReviewer: settings.approvalsReviewer,
      get sandboxPolicy() {
        return grants.widen(settings.sandboxPolicy);
      },
      grants,
      goals,
      childEnv,
      loginShells: this.#loginShells,
      shell: this.#parts.shell,
      outputTokenLimit: this.config.toolOutputTokenLimit ?? model.outputTokenLimit,
      imageBudget: model.imageDetail === 'original' ? originalDetail : highDetail,
      sessionApprovals: this.#sessionApprovals,
      processes: this.processes,
      maxPollMs: this.config.backgroundTerminalMaxTimeoutMs,
      turnDiff: createTurnDiff(settings.cwd),
      prefixAllowed: (prefix) => this.#prefixAllowed(prefix, turn),
    };
  }
}

/** Who may reach the network with commands may search it live; everybody else searches what the provider has stored. */
function webSearchOf({ webSearch, limits }: Config, { type }: SandboxPolicy): WebSearch {
  if (webSearch === 'disabled') return null;
  if (webSearch === 'live' || webSearch === 'indexed') return webSearch;
  const mayBeLive = limits.webSearchModes?.includes('live') ?? true;
  return type === 'dangerFullAccess' && mayBeLive ? 'live' : 'cached';
}

interface RoleTools {
  readonly searches: boolean;
  offers(tool: string): boolean;
}

const forLooking: ReadonlySet<string> = new Set(['exec_command', 'write_stdin', 'view_image']);

/** What an agent is offered for what it is there for. */
const roleTools: Record<AgentRole, RoleTools> = {
  main: { searches: true, offers: () => true },
  subagent: { searches: true, offers: () => true },
  reviewer: { searches: false, offers: (tool) => !tool.endsWith('_goal') },
  judge: { searches: false, offers: (tool) => forLooking.has(tool) },
};
