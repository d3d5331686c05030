// A message of the model in Plan mode, as clients see it: the words as an agent message, the plan as an item of its own.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { PlanSplitter, type Segment, splitPlan } from './plan-split.ts';
import { agentMessage } from './shown-items.ts';

type AgentMessage = ReturnType<typeof agentMessage>;
export type PlanItem = Extract<ThreadItem, { type: 'plan' }>;

/** Where items are shown. */
export interface ItemScreen {
  /** Shows the start of an item, once. */
  begin(item: AgentMessage | PlanItem): void;
  tell(method: 'item/agentMessage/delta' | 'item/plan/delta', itemId: string, params: object): void;
}

export class PlanMessage {
  readonly #id: string;
  readonly #planId: string;
  readonly #screen: ItemScreen;
  readonly #splitter = new PlanSplitter();
  /** Blank words that are only shown once others follow. */
  #lead = '';
  #begun = false;
  #streamed = false;

  constructor(id: string, planId: string, screen: ItemScreen) {
    this.#id = id;
    this.#planId = planId;
    this.#screen = screen;
  }

  add(delta: string): void {
    this.#streamed = true;
    for (const segment of this.#splitter.add(delta)) this.#show(segment);
  }

  /** `text` is the whole message as the model gave it in the end. What is null was not said. */
  finish(text: string): { plan: PlanItem | null; words: string | null } {
    if (this.#streamed) for (const segment of this.#splitter.end()) this.#show(segment);
    const { message, plan } = splitPlan(text);
    const words = message.trim() === '' ? null : message;
    return { plan: plan === null ? null : this.#plan(plan), words };
  }

  #show({ part, text }: Segment): void {
    if (part === 'plan') {
      this.#showPlan(text);
      return;
    }
    this.#lead += text;
    if (!this.#begun && this.#lead.trim() === '') return;
    this.#begun = true;
    this.#screen.begin(agentMessage({ id: this.#id }, ''));
    this.#screen.tell('item/agentMessage/delta', this.#id, { itemId: this.#id, delta: this.#lead });
    this.#lead = '';
  }

  #showPlan(text: string): void {
    this.#screen.begin(this.#plan(''));
    if (text === '') return;
    this.#screen.tell('item/plan/delta', this.#planId, { itemId: this.#planId, delta: text });
  }

  #plan(text: string): PlanItem {
    return { type: 'plan', id: this.#planId, text };
  }
}
