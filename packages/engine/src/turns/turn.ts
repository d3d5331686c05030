// A turn while it runs: its input, its one abort controller, its usage. Owned by the thread, driven by run-turn.ts.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { AdditionalContextEntry, UserInput } from '@codex/protocol/item/user-input.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ReviewTarget } from '@codex/protocol/review/start.ts';
import type { TokenUsageBreakdown } from '@codex/protocol/thread/token-usage.ts';
import type { TurnToolOutput } from '@codex/protocol/turn/start.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { type Span, startSpan } from '@codex/telemetry/tracing.ts';
import type { RateLimits } from '../models/rate-limits.ts';
import type { TurnIds } from '../rollouts/records.ts';
import type { Settings } from './settings.ts';
import { addUsage, noUsage } from './usage.ts';

/** What the user said at once: at the start of a turn, or by steering it. */
export interface UserMessage {
  readonly input: readonly UserInput[];
  readonly clientId: string | null;
  /** What else the client wants the model to know, told before the words. */
  readonly context?: AdditionalContext | null;
  /** A tool output that the turn begins with, in place of words. */
  readonly toolOutput?: TurnToolOutput | null;
}

export type AdditionalContext = Readonly<Record<string, AdditionalContextEntry>>;

/** What the model hears beside the user: it is put in the history as it is, and clients are not shown it. */
export interface Notice {
  readonly items: readonly ResponseItem[];
}

export interface TurnOptions {
  readonly settings: Settings;
  readonly outputSchema?: unknown;
  /** Whether the provider must hold the model to the schema; default true. */
  readonly strictOutput?: boolean;
  readonly rootTurnId?: string | null;
  readonly parentTurnId?: string | null;
  readonly trigger?: string | null;
  /** Told to the provider with every request of the turn. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Default `regular`. */
  readonly kind?: TurnKind;
  /** Of turns of kind `review`. */
  readonly review?: ReviewTarget;
  /** Done first in a regular turn; unless the user speaks meanwhile, the model is not asked at all. */
  readonly work?: (turn: Turn) => Promise<void>;
}

/** What a turn does; only a regular one can be steered. */
export type TurnKind = 'regular' | 'compact' | 'review';

/** Whether the model hears of it: what the user replaced by something else needs no comment. */
export type AbortReason = 'interrupted' | 'replaced';

/** Parts of sections of the world state, as rollouts keep them. */
export type WorldChange = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export class Turn {
  readonly id: string = randomUUIDv7();
  readonly options: TurnOptions;
  #settings: Settings;
  /** Set when the turn really starts; a turn may wait for the end of an interrupted one. */
  startedAtMs = 0;
  firstTokenAtMs: number | null = null;
  lastAgentMessage: Extract<ThreadItem, { type: 'agentMessage' }> | null = null;
  usage: TokenUsageBreakdown = noUsage;
  /** Of the last response; null before the first. */
  rateLimits: RateLimits | null = null;
  /** Tokens that the last compaction left; a conversation of that size cannot be made shorter. */
  compactedTokens = 0;
  abortReason: AbortReason = 'interrupted';
  /** As followers were told it ended; null before that. */
  ended: WireTurn | null = null;
  /** For traces; requests and tools are parts of it. */
  #span: Span | undefined;
  /** Another id under which clients know the turn. */
  alias: string | null = null;
  readonly #controller = new AbortController();
  #messages: Array<UserMessage | Notice> = [];
  #asides: Notice[] = [];
  #lastWords: (() => void) | null = null;
  #notes: string[] = [];
  #worldChange: WorldChange | null = null;
  #sampling: AbortController | undefined;
  readonly #running = new Set<Promise<unknown>>();
  #open = true;

  constructor(options: TurnOptions) {
    this.options = options;
    this.#settings = options.settings;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get span(): Span {
    this.#span ??= startSpan('turn', { 'turn.id': this.id, 'turn.kind': this.kind, model: this.settings.model });
    return this.#span;
  }

  /** Settings that hold for this turn alone, from its next step on. */
  adjust(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
  }

  get kind(): TurnKind {
    return this.options.kind ?? 'regular';
  }

  get rootTurnId(): string {
    return this.options.rootTurnId ?? this.id;
  }

  /** Aborted when the turn is interrupted, or when it fails while tools run. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the turn still takes input. Once it does not, it is about to end. */
  get open(): boolean {
    return this.#open && !this.signal.aborted;
  }

  /** Whether the last words are being said: too late to interrupt. */
  get ending(): boolean {
    return !this.#open;
  }

  get hasMessages(): boolean {
    return this.#messages.length > 0;
  }

  ids(thread: { readonly id: string; readonly sessionId: string }): TurnIds {
    return { threadId: thread.id, sessionId: thread.sessionId, turnId: this.id, rootTurnId: this.rootTurnId };
  }

  /** Adds what the user says. A response that is being streamed is given up for it; running tools are not. */
  say(message: UserMessage): void {
    this.#messages.push(message);
    this.#sampling?.abort(new Error('steered'));
  }

  /** Tells the model something before its next request; what it is saying is not given up for that. */
  tell(notice: Notice): void {
    this.#messages.push(notice);
  }

  /** Tells the model something before its next request, if there is one: no request is made for its sake. */
  mention(notice: Notice): void {
    this.#asides.push(notice);
  }

  takeMessages(): Array<UserMessage | Notice> {
    return [...this.#asides.splice(0), ...this.#messages.splice(0)];
  }

  /** `say` is called once before the end of the turn is told, however it ends. */
  onEnd(say: () => void): void {
    this.#lastWords = say;
  }

  sayLastWords(): void {
    const say = this.#lastWords;
    this.#lastWords = null;
    say?.();
  }

  /** A developer message for the model's next request. */
  addNote(text: string): void {
    this.#notes.push(text);
  }

  /** Sections of the world state that tools have changed. */
  noteWorld(change: WorldChange): void {
    this.#worldChange = { ...this.#worldChange, ...change };
  }

  takeWorldChange(): WorldChange | null {
    const change = this.#worldChange;
    this.#worldChange = null;
    return change;
  }

  takeNotes(): string[] {
    return this.#notes.splice(0);
  }

  /**
   * Signal of one model response: aborted when the turn is, or when the user speaks before the response has ended.
   * Never after `endResponse`: a connection that is only being put away must not be torn.
   */
  beginResponse(): AbortSignal {
    const sampling = new AbortController();
    this.#sampling = sampling;
    if (this.signal.aborted) sampling.abort(this.signal.reason);
    else if (this.hasMessages) sampling.abort(new Error('steered'));
    return sampling.signal;
  }

  endResponse(): void {
    this.#sampling = undefined;
  }

  countUsage(usage: TokenUsageBreakdown): void {
    this.usage = addUsage(this.usage, usage);
  }

  /** Ends the turn because somebody wants it: the user, or the answer `cancel` to an approval. */
  interrupt(reason: AbortReason = 'interrupted'): void {
    if (!this.signal.aborted) this.abortReason = reason;
    this.#abort(new Error('the turn was interrupted'));
  }

  /** Ends what still runs because the turn has failed; resolves when it is over. */
  async abandon(reason: string): Promise<void> {
    this.#abort(new Error(reason));
    await this.settled();
  }

  #abort(reason: Error): void {
    this.#controller.abort(reason);
    this.#sampling?.abort(reason);
  }

  /** Remembers a tool call until it is over. */
  track(call: Promise<unknown>): void {
    this.#running.add(call);
    const forget = () => void this.#running.delete(call);
    call.then(forget, forget);
  }

  /** Resolves when no tool call runs any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  /** From here on the turn takes no input: the next one starts another turn. */
  close(): void {
    this.#open = false;
  }

  wire(status: WireTurn['status'], more: Partial<WireTurn> = {}): WireTurn {
    return {
      id: this.id,
      rootTurnId: this.rootTurnId,
      items: [],
      itemsView: 'notLoaded',
      status,
      error: null,
      startedAt: this.startedAtMs === 0 ? null : Math.floor(this.startedAtMs / 1000),
      completedAt: null,
      durationMs: null,
      ...more,
    };
  }
}
