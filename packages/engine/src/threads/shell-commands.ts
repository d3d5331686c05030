// thread/shellCommand: the commands of one thread that the user typed. One has a turn of its own, or joins the one that
// runs; a turn that ends before it is not held up. What it printed is told to the model.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadShellCommandParams } from '@codex/protocol/thread/shell-command.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { contextMessage } from '../context/context-message.ts';
import type { Deferred } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import type { ExecSessions } from '../exec/sessions.ts';
import type { Settings } from '../turns/settings.ts';
import { recordNotice } from '../turns/start-turn.ts';
import { Turn } from '../turns/turn.ts';
import { ShellCommand, type ShellHost, type ShellSurroundings } from './shell-command.ts';

/** What these commands use of their thread. */
export interface ShellThread {
  readonly settings: Settings;
  readonly runtime: {
    readonly processes: ExecSessions;
    shellSurroundings(settings: Settings): ShellSurroundings;
  };
  readonly turns: { readonly open: Turn | null };
  run(turn: Turn): Promise<unknown>;
  /** Tells the model, in the turn that runs or before the next one. */
  inject(items: readonly ResponseItem[]): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 3_600_000;

export class ShellCommands {
  readonly #thread: ShellThread;
  readonly #host: ShellHost;
  readonly #running = new Set<ShellCommand>();

  constructor(thread: ShellThread, host: ShellHost) {
    this.#thread = thread;
    this.#host = host;
  }

  /** `begin` starts the command. */
  start({ command, timeoutMs }: ThreadShellCommandParams): Deferred<Record<string, never>> {
    const script = command.trim();
    if (script === '') throw invalidRequest('command must not be empty');
    const limit = timeoutMs ?? DEFAULT_TIMEOUT_MS;
    if (limit < 0) {
      throw new EngineError('invalid_params', `thread/shellCommand timeoutMs must be non-negative, got ${limit}`);
    }
    return { response: {}, begin: () => this.#begin(script, Number(limit)) };
  }

  /** Ends the commands of a turn that is about to be interrupted. Their items complete before this returns. */
  abort(turn: Turn): void {
    for (const command of this.#running) if (command.turn === turn) command.abort();
  }

  #begin(script: string, timeoutMs: number): void {
    const { turns, settings, runtime } = this.#thread;
    const surroundings = runtime.shellSurroundings(settings);
    const launch = { script, timeoutMs, surroundings, sessions: runtime.processes };
    const run = (turn: Turn) => this.#run(new ShellCommand(launch, turn, this.#host));
    // Nobody waits for a command that has joined a turn: what fails is only told here.
    if (turns.open) run(turns.open).catch((error) => logger.error('shell command failed', { error }));
    else void this.#thread.run(new Turn({ settings, work: (turn) => this.#runAlone(turn, run) }));
  }

  async #runAlone(turn: Turn, run: (turn: Turn) => Promise<void>): Promise<void> {
    const abort = () => this.abort(turn);
    turn.signal.addEventListener('abort', abort, { once: true });
    await run(turn);
  }

  async #run(command: ShellCommand): Promise<void> {
    this.#running.add(command);
    const text = await command.run().finally(() => this.#running.delete(command));
    if (text !== null) await this.#tell(text, command.turn);
  }

  /** The model is asked about it by a turn that asks it anyway. */
  async #tell(text: string, turn: Turn): Promise<void> {
    const items = [contextMessage('user', [text])];
    if (turn.options.work && turn.firstTokenAtMs === null && turn.open) recordNotice({ items }, this.#host);
    else await this.#thread.inject(items);
  }
}
