// What the model is told of its surroundings, and when: everything before the first words of the user, later only what
// has changed.

import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { Config } from '../config/config.ts';
import { type BuiltContext, buildInitialContext, type ContextFacts, updateContext } from '../context/build-context.ts';
import { localTimezone } from '../context/environment-context.ts';
import { type ProjectInstructions, readProjectInstructions } from '../context/project-instructions.ts';
import { type ContextState, fromWorldState, toWorldState } from '../context/world-state.ts';
import { modelInfo } from '../models/catalog.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import { responseItem, threadSettingsApplied, turnContext, worldState } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { ThreadSkills } from '../skills/thread-skills.ts';
import type { Settings } from './settings.ts';
import type { Turn } from './turn.ts';

export interface ContextParts {
  readonly thread: { readonly id: string; readonly sessionId: string };
  readonly codexHome: string;
  readonly config: Config;
  /** Path of the user's shell. */
  readonly shell: string;
  readonly historySequence: HistorySequence;
  readonly projectInstructions: ProjectInstructions;
  /** null: the model is told of none. */
  readonly skills: Pick<ThreadSkills, 'block' | 'prepare'> | null;
}

/** Everything the model has to know of its surroundings, and the lines that say it was told. */
export interface FreshContext {
  readonly items: readonly ResponseItem[];
  readonly records: readonly RolloutItem[];
}

export class TurnContexts {
  readonly #parts: ContextParts;
  #projectInstructions: ProjectInstructions;
  /** null: the model was told nothing yet. */
  #told: ContextState | null = null;

  constructor(parts: ContextParts) {
    this.#parts = parts;
    this.#projectInstructions = parts.projectInstructions;
    parts.skills?.prepare(parts.projectInstructions.directory);
  }

  /** Files whose instructions the model is given. */
  get instructionSources(): readonly string[] {
    return this.#projectInstructions.sources;
  }

  /** Whether the model was told anything yet. */
  get isTold(): boolean {
    return this.#told !== null;
  }

  /** A stored thread goes on: `state` is its last world_state, `settings` what it had then. */
  resume(state: Readonly<Record<string, unknown>> | null, settings: Settings): void {
    this.#told = state ? fromWorldState(state) : buildInitialContext(this.#factsOf(settings, [], null)).state;
  }

  /** The lines that a turn adds before the words of the user. `deferred`: tools it has to search for. */
  async records(turn: Turn, deferred: ContextFacts['deferredTools']): Promise<RolloutItem[]> {
    const { thread, historySequence } = this.#parts;
    const { settings } = turn;
    const first = this.#told === null;
    const { items, state } = await this.#build(settings, deferred);
    this.#told = state;
    return [
      ...items.map((item) => responseItem(item, historySequence.next())),
      ...(first || items.length > 0 ? [worldState(toWorldState(state), first)] : []),
      turnContext(turn.ids(thread), settings),
      ...(first ? [threadSettingsApplied(thread.id, settings)] : []),
    ];
  }

  /** All of it anew, for a history that begins again. */
  async refresh(turn: Turn, deferred: ContextFacts['deferredTools']): Promise<FreshContext> {
    const { thread } = this.#parts;
    const { settings } = turn;
    this.#told = null;
    const { items, state } = await this.#build(settings, deferred);
    this.#told = state;
    const told = [worldState(toWorldState(state), true), turnContext(turn.ids(thread), settings)];
    return { items, records: [...told, threadSettingsApplied(thread.id, settings)] };
  }

  async #build(settings: Settings, deferred: ContextFacts['deferredTools']): Promise<BuiltContext> {
    const { codexHome, config, skills } = this.#parts;
    if (settings.cwd !== this.#projectInstructions.directory) {
      this.#projectInstructions = await readProjectInstructions({ codexHome, cwd: settings.cwd, config });
    }
    const { contextWindow } = modelInfo(settings.model, config);
    const block = (await skills?.block(settings.cwd, contextWindow)) ?? null;
    const facts = this.#factsOf(settings, deferred, block);
    return this.#told === null ? buildInitialContext(facts) : updateContext(this.#told, facts);
  }

  #factsOf(settings: Settings, deferredTools: ContextFacts['deferredTools'], skills: string | null): ContextFacts {
    const { config, shell } = this.#parts;
    return {
      config,
      cwd: settings.cwd,
      shell,
      sandboxPolicy: settings.sandboxPolicy,
      approvalPolicy: settings.approvalPolicy,
      now: new Date(),
      timezone: localTimezone(),
      projectInstructions: this.#projectInstructions,
      hasEnvironment: settings.hasEnvironment,
      collaborationMode: settings.collaborationMode,
      deferredTools,
      skills,
    };
  }
}
