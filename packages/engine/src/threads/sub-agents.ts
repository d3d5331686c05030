// The agents that one thread has spawned: how they stand, what they are told, when the thread hears of their end.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { type RoleOverrides, roleOverrides } from '../config/agents.ts';
import { contextMessage } from '../context/context-message.ts';
import type { Entry } from '../entry.ts';
import { listedModels } from '../models/catalog.ts';
import {
  AgentRefusal,
  type AgentStatus,
  type Agents,
  isFinal,
  type SpawnedAgent,
  type SpawnRequest,
  unknownModel,
} from '../tools/agents/agents.ts';
import { conversationOf } from '../turns/compacted-history.ts';
import { collaborationMode, type Settings } from '../turns/settings.ts';
import { Turn } from '../turns/turn.ts';
import { freeNickname } from './nicknames.ts';
import type { Thread } from './thread.ts';

interface Agent {
  readonly thread: Thread;
  readonly nickname: string;
  status: AgentStatus;
  /** The turn it works in. */
  turn: Turn | null;
  /** Whether the parent still has to hear of its end. */
  awaited: boolean;
}

export class SubAgents {
  readonly #parent: Thread;
  readonly #agents = new Map<string, Agent>();
  /** Who waits for a change. */
  readonly #waiting = new Set<() => void>();
  /** One is spawned after the other, so that they are counted right and shown in order. */
  #spawning: Promise<unknown> = Promise.resolve();

  constructor(parent: Thread) {
    this.#parent = parent;
  }

  /** As a turn of the parent sees them. */
  of(turn: Turn): Agents {
    const { model, reasoningEffort } = turn.settings;
    const { runtime } = this.#parent;
    return {
      reasoningEffort: reasoningEffort ?? runtime.modelInfo(model).defaultReasoningEffort,
      models: listedModels,
      knows: (slug) => runtime.modelInfo(slug).known,
      spawn: (request) => this.spawn(request, turn),
      status: (id) => this.status(id),
      send: (id, input, interrupt) => this.send(id, input, interrupt, turn),
      close: (id) => this.close(id),
      resume: (id) => this.resume(id),
      settled: (ids, timeoutMs, signal) => this.settled(ids, timeoutMs, signal),
    };
  }

  /** `turn`: of the parent, in which it is asked for. */
  spawn(request: SpawnRequest, turn: Turn): Promise<SpawnedAgent> {
    const spawned = this.#spawning.then(() => this.#spawn(request, turn));
    this.#spawning = spawned.catch(() => {});
    return spawned;
  }

  status(id: string): AgentStatus {
    return this.#agents.get(id)?.status ?? 'not_found';
  }

  async send(id: string, input: readonly UserInput[], interrupt: boolean, turn: Turn): Promise<string> {
    const agent = this.#find(id);
    const running = agent.turn;
    if (running?.open && !interrupt) {
      running.say({ input, clientId: null });
      return running.id;
    }
    if (running?.open) running.interrupt('replaced');
    return this.#begin(agent, input, turn).id;
  }

  async close(id: string): Promise<AgentStatus> {
    const agent = this.#find(id);
    const before = agent.status;
    this.#agents.delete(id);
    await agent.thread.close();
    agent.thread.announceStatus({ type: 'notLoaded' });
    this.#hasEnded(agent, 'shutdown');
    return before;
  }

  async resume(id: string): Promise<AgentStatus> {
    const known = this.#agents.get(id);
    if (known) return known.status;
    this.#refuseMore();
    const thread = await this.#parent.children.reload(id);
    if (!thread) throw new AgentRefusal(`agent with id ${id} not found`);
    this.#keep(thread, thread.state.thread.agentNickname ?? '');
    thread.announceStatus({ type: 'idle' });
    return 'pending_init';
  }

  async settled(ids: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<void> {
    const over = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    while (!ids.some((id) => isFinal(this.status(id))) && !over.aborted) await this.#changed(over);
    signal.throwIfAborted();
  }

  async #spawn(request: SpawnRequest, turn: Turn): Promise<SpawnedAgent> {
    turn.signal.throwIfAborted();
    this.#refuseMore();
    const role = await this.#roleOf(request);
    const nickname = freeNickname(
      [...this.#agents.values()].map((agent) => agent.nickname),
      role.nicknames,
    );
    const settings = settingsOf(request, role, turn, this.#parent);
    const thread = await this.#parent.children.spawn({
      role: 'subagent',
      source: sourceOf(this.#parent, nickname, request.role),
      threadSource: 'subagent',
      settings,
      baseInstructions: null,
      nickname,
      agentRole: request.role,
      ...(role.developerInstructions !== null && { developerInstructions: role.developerInstructions }),
      ...(request.forkContext && { history: conversationOf(this.#parent.state.history.items()) }),
    });
    const agent = this.#keep(thread, nickname);
    thread.announceStatus({ type: 'idle' });
    turn.noteWorld({ environments: { subagents: this.#list() } });
    const { model, reasoningEffort } = settings;
    const begin = () => void this.#begin(agent, request.input, turn);
    return { id: thread.id, nickname, model, reasoningEffort, begin };
  }

  /** As rollouts keep it. */
  #list(): string {
    return [...this.#agents].map(([id, { nickname }]) => `- ${id}: ${nickname}`).join('\n');
  }

  /** What config says of agents, and of those with this role. Throws AgentRefusal. */
  async #roleOf({ role }: SpawnRequest): Promise<RoleOverrides & { readonly nicknames: readonly string[] }> {
    const { agents } = this.#parent.runtime.config;
    const named = role !== null && Object.hasOwn(agents.roles, role) ? agents.roles[role] : undefined;
    const byDefault = { model: agents.model, reasoningEffort: agents.reasoningEffort, developerInstructions: null };
    if (!named) return { ...byDefault, nicknames: [] };
    try {
      const own = await roleOverrides(named);
      const model = own.model ?? byDefault.model;
      return {
        ...own,
        model,
        reasoningEffort: own.reasoningEffort ?? byDefault.reasoningEffort,
        nicknames: named.nicknames,
      };
    } catch (error) {
      throw new AgentRefusal(`collab spawn failed: agents.${role}: ${(error as Error).message}`);
    }
  }

  #refuseMore(): void {
    const { maxAgents } = this.#parent.runtime.config.agents;
    if (this.#agents.size >= maxAgents) throw new AgentRefusal('collab spawn failed: agent thread limit reached');
  }

  #keep(thread: Thread, nickname: string): Agent {
    const agent: Agent = { thread, nickname, status: 'pending_init', turn: null, awaited: true };
    this.#agents.set(thread.id, agent);
    thread.follow({ push: (entry) => this.#observe(agent, entry) });
    return agent;
  }

  #begin(agent: Agent, input: readonly UserInput[], parent: Turn): Turn {
    const turn = new Turn({
      settings: agent.thread.settings,
      rootTurnId: parent.rootTurnId,
      parentTurnId: parent.id,
    });
    turn.say({ input, clientId: null });
    agent.turn = turn;
    agent.status = 'running';
    // A thread whose turn cannot be run at all (no room on the disk) has failed as well.
    agent.thread.run(turn).catch((error: Error) => this.#hasEnded(agent, { errored: error.message }));
    return turn;
  }

  #observe(agent: Agent, { message }: Entry): void {
    if (message.method === 'turn/started') agent.status = 'running';
    if (message.method !== 'turn/completed') return;
    const status = statusOf(message.params.turn);
    agent.status = status;
    if (isFinal(status)) this.#hasEnded(agent, status);
    this.#tellWaiting();
  }

  #hasEnded(agent: Agent, status: AgentStatus): void {
    agent.status = status;
    this.#tellWaiting();
    if (!agent.awaited) return;
    agent.awaited = false;
    const news = JSON.stringify({ agent_path: agent.thread.id, status });
    const text = `<subagent_notification>\n${news}\n</subagent_notification>`;
    // A full disk shows in the parent's own turn.
    this.#parent.inject([contextMessage('user', [text])]).catch(() => {});
  }

  #find(id: string): Agent {
    const agent = this.#agents.get(id);
    if (!agent) throw new AgentRefusal(`agent with id ${id} not found`);
    return agent;
  }

  #changed(over: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    over.addEventListener('abort', () => resolve(), { once: true });
    return promise.finally(() => this.#waiting.delete(resolve));
  }

  #tellWaiting(): void {
    for (const resolve of this.#waiting) resolve();
  }
}

function statusOf({ status, error, items }: WireTurn): AgentStatus {
  if (status === 'interrupted') return 'interrupted';
  if (error) return { errored: error.message };
  const last = items.at(-1);
  return { completed: last?.type === 'agentMessage' ? last.text : null };
}

/** The agent may do what the turn may that spawned it. What its role says wins over the model's wish. Throws AgentRefusal. */
function settingsOf(
  request: SpawnRequest,
  role: Pick<RoleOverrides, 'model' | 'reasoningEffort'>,
  turn: Turn,
  { runtime }: Thread,
): Settings {
  const { settings } = turn;
  const wishes = request.role === null ? [request.model, role.model] : [role.model, request.model];
  const slug = wishes.find((one) => one !== null) ?? settings.model;
  if (slug !== settings.model && !runtime.modelInfo(slug).known)
    throw new AgentRefusal(unknownModel(slug, listedModels));
  const efforts =
    request.role === null
      ? [request.reasoningEffort, role.reasoningEffort]
      : [role.reasoningEffort, request.reasoningEffort];
  const wished = efforts.find((one) => one !== null) ?? settings.reasoningEffort;
  const effort = wished ?? runtime.modelInfo(slug).defaultReasoningEffort;
  return {
    ...settings,
    model: slug,
    reasoningEffort: effort,
    collaborationMode: collaborationMode(null, slug, effort),
  };
}

function sourceOf(parent: Thread, nickname: string, role: string | null) {
  return {
    subAgent: {
      thread_spawn: {
        parent_thread_id: parent.id,
        depth: parent.origin.family.depth + 1,
        agent_path: null,
        agent_nickname: nickname,
        agent_role: role,
      },
    },
  };
}
