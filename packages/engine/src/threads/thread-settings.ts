// The settings of one thread: what holds from its next turn on. Followers are told of every change.
import type { ThreadSettingsUpdateParams } from '@codex/protocol/thread/settings.ts';
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import { refusalOf } from '../config/limits.ts';
import type { Deferred } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { unknownModelWarning } from '../models/catalog.ts';
import { threadSettingsApplied } from '../rollouts/records.ts';
import { applyOverrides, type Settings, wireSettings } from '../turns/settings.ts';
import type { Thread } from './thread.ts';

export class ThreadSettings {
  readonly #thread: Pick<Thread, 'id' | 'materialised' | 'runtime' | 'announce'>;
  #current: Settings;
  #warnedOf: string | null = null;

  constructor(initial: Settings, thread: Pick<Thread, 'id' | 'materialised' | 'runtime' | 'announce'>) {
    this.#current = initial;
    this.#thread = thread;
  }

  get current(): Settings {
    return this.#current;
  }

  /** For later turns. Throws EngineError for settings that cannot be. */
  change(params: ThreadSettingsUpdateParams): Deferred<Record<string, never>> {
    const { multiAgentMode: _, ...changes } = params;
    const wished: TurnStartParams = { ...changes, input: [] };
    this.#with(wished);
    return { response: {}, begin: () => this.override(wished) };
  }

  /** The same with what a turn is started with. */
  override(params: TurnStartParams): void {
    const settings = this.#with(params);
    if (settings === this.#current) return;
    this.#current = settings;
    const { id: threadId, materialised } = this.#thread;
    const records = materialised ? [threadSettingsApplied(threadId, settings)] : [];
    const threadSettings = wireSettings(settings);
    this.#thread.announce({ method: 'thread/settings/updated', params: { threadId, threadSettings } }, records);
    this.warnOfModel();
  }

  #with(params: TurnStartParams): Settings {
    const { limits, permissionTables } = this.#thread.runtime.config;
    const settings = applyOverrides(this.#current, params, permissionTables);
    const asksForSandbox = params.sandboxPolicy != null || params.permissions != null;
    const sandboxPolicy = asksForSandbox ? settings.sandboxPolicy : null;
    const refusal = refusalOf({ approvalPolicy: params.approvalPolicy, sandboxPolicy }, limits);
    if (refusal) throw invalidRequest(`invalid thread settings override: ${refusal}`);
    return settings;
  }

  /** Tells once per model that nothing is known of it. */
  warnOfModel(): void {
    const { model } = this.#current;
    const { id: threadId, runtime } = this.#thread;
    if (this.#warnedOf === model || runtime.modelInfo(model).known) return;
    this.#warnedOf = model;
    this.#thread.announce({ method: 'warning', params: { threadId, message: unknownModelWarning(model) } });
  }
}
