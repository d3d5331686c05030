// The goal of one thread: what clients and the model do to it, what its turns cost it, and how it goes on by itself.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadGoal, ThreadGoalSetParams, ThreadGoalStatus } from '@codex/protocol/thread/goal.ts';
import type { AnnotationFile } from '../annotations/annotation-file.ts';
import { deleteGoal, readGoal, type StoredGoal, wireGoal, writeGoal } from '../annotations/goals.ts';
import { budgetMessage, continuationMessage, objectiveItem } from '../context/goal-context.ts';
import { invalidRequest } from '../errors.ts';
import type { GoalAccess, GoalReport, GoalVerdict } from '../tools/goal-tools.ts';

export interface GoalTrackerParts {
  readonly threadId: string;
  /** null: the thread is not stored, so it can have no goal. */
  readonly file: AnnotationFile | null;
  /** No goal may have a larger budget, and those without one get it; null: no limit. */
  readonly maxBudget: number | null;
  readonly tell: (message: ServerNotification) => void;
  /** Told to the model before its next request, if the running turn makes one. */
  readonly mention: (items: readonly ResponseItem[]) => void;
}

/** While a turn of a goal in such a state runs, the goal pays for it. */
const paying: ReadonlySet<ThreadGoalStatus> = new Set(['active', 'budgetLimited']);

export class GoalTracker implements GoalAccess {
  readonly #parts: GoalTrackerParts;
  /** undefined: not looked up yet. */
  #goal: StoredGoal | null | undefined;
  /** The objective that the model was told last. */
  #told: string | null = null;
  #turnId: string | null = null;
  /** Until when time was counted. */
  #clock = 0;

  constructor(parts: GoalTrackerParts) {
    this.#parts = parts;
  }

  get goal(): ThreadGoal | null {
    return this.#current && wireGoal(this.#current);
  }

  /** By a client. Throws EngineError. */
  set({ objective, status, tokenBudget }: ThreadGoalSetParams): ThreadGoal {
    const known = this.#current;
    const text = objective == null ? null : checkedObjective(objective);
    this.#checkBudget(tokenBudget ?? null);
    if (text === null && !known) {
      throw invalidRequest(`cannot update goal for thread ${this.#parts.threadId}: no goal exists`);
    }
    const before = known ?? this.#newGoal(text ?? '');
    return this.#store({
      ...before,
      objective: text ?? before.objective,
      status: status ?? before.status,
      // null takes the budget away; what is left out stays as it was.
      tokenBudget: (tokenBudget === undefined ? before.tokenBudget : tokenBudget) ?? this.#parts.maxBudget,
    });
  }

  /** False when there was none. */
  clear(): boolean {
    const cleared = this.#current !== null;
    if (this.#parts.file && cleared) deleteGoal(this.#parts.file, this.#parts.threadId);
    this.#goal = null;
    return cleared;
  }

  announce(turnId: string | null = null): void {
    const { goal } = this;
    const { threadId } = this.#parts;
    if (goal) this.#parts.tell({ method: 'thread/goal/updated', params: { threadId, turnId, goal } });
  }

  read(): GoalReport {
    this.#requireFile();
    return reportOf(this.#current);
  }

  create(objective: string, tokenBudget: number | null): GoalReport {
    this.#requireFile();
    const text = checkedObjective(objective);
    this.#checkBudget(tokenBudget);
    if (this.#current && this.#current.status !== 'complete') {
      throw new Error(
        'cannot create a new goal because this thread has an unfinished goal; complete the existing goal first',
      );
    }
    this.#store({ ...this.#newGoal(text), tokenBudget: tokenBudget ?? this.#parts.maxBudget });
    this.#clock = Date.now();
    this.announce(this.#turnId);
    this.#told = text;
    this.#parts.mention([objectiveItem(text)]);
    return reportOf(this.#current);
  }

  update(verdict: GoalVerdict): GoalReport {
    this.#requireFile();
    const goal = this.#current;
    if (!goal) throw new Error('cannot update goal because this thread has no goal');
    this.#store({ ...this.#withTime(goal), status: verdict });
    this.announce(this.#turnId);
    return reportOf(this.#current);
  }

  turnStarted(turnId: string): void {
    this.#turnId = turnId;
    this.#clock = Date.now();
  }

  /** A response has ended and so have its tools. */
  pay(tokens: number): void {
    const goal = this.#current;
    if (!goal || !paying.has(goal.status) || this.#turnId === null) return;
    const paid = { ...this.#withTime(goal), tokensUsed: goal.tokensUsed + tokens };
    const isSpent = paid.tokenBudget !== null && paid.tokensUsed >= paid.tokenBudget;
    this.#store({ ...paid, status: isSpent ? 'budgetLimited' : paid.status });
    this.announce(this.#turnId);
    if (isSpent && goal.status === 'active') this.#parts.mention([budgetMessage(paid)]);
  }

  /** A turn that failed leaves the goal to the user. */
  turnEnded(status: 'completed' | 'interrupted' | 'failed' | 'inProgress'): void {
    const goal = this.#current;
    if (goal && paying.has(goal.status)) {
      const isStuck = status === 'failed' && goal.status === 'active';
      this.#store({ ...this.#withTime(goal), status: isStuck ? 'blocked' : goal.status });
      if (isStuck) this.announce(this.#turnId);
    }
    this.#turnId = null;
  }

  /** Whether another turn follows the one that runs. */
  get goesOn(): boolean {
    return this.#current?.status === 'active';
  }

  /** What the next turn of an active goal begins with; null when the goal does not ask for one. */
  continuation(): ResponseItem[] | null {
    const goal = this.#current;
    if (goal?.status !== 'active') return null;
    const isNews = this.#told !== goal.objective;
    this.#told = goal.objective;
    return [...(isNews ? [objectiveItem(goal.objective)] : []), continuationMessage(goal)];
  }

  get #current(): StoredGoal | null {
    const { file, threadId } = this.#parts;
    if (this.#goal === undefined) this.#goal = file && readGoal(file, threadId);
    return this.#goal;
  }

  #newGoal(objective: string): StoredGoal {
    const now = Date.now();
    const times = { timeUsedMs: 0, createdAtMs: now, updatedAtMs: now };
    const { threadId } = this.#parts;
    return { threadId, objective, status: 'active', tokenBudget: null, tokensUsed: 0, ...times };
  }

  #withTime(goal: StoredGoal): StoredGoal {
    const now = Date.now();
    const spent = this.#turnId !== null && paying.has(goal.status) ? now - this.#clock : 0;
    this.#clock = now;
    return { ...goal, timeUsedMs: goal.timeUsedMs + spent };
  }

  #store(goal: StoredGoal): ThreadGoal {
    const stored = { ...goal, updatedAtMs: Date.now() };
    if (this.#parts.file) writeGoal(this.#parts.file, stored);
    this.#goal = stored;
    return wireGoal(stored);
  }

  #checkBudget(tokens: number | null): void {
    const { maxBudget } = this.#parts;
    if (tokens === null) return;
    if (tokens <= 0) throw invalidRequest('goal budgets must be positive when provided');
    if (maxBudget !== null && tokens > maxBudget) {
      throw invalidRequest(`goal token budget ${tokens} exceeds the maximum allowed goal token budget of ${maxBudget}`);
    }
  }

  #requireFile(): void {
    if (!this.#parts.file) throw new Error('Goal tools require a persistent thread.');
  }
}

function checkedObjective(objective: string): string {
  const text = objective.trim();
  if (text === '') throw invalidRequest('goal objective must not be empty');
  return text;
}

function reportOf(stored: StoredGoal | null): GoalReport {
  if (!stored) return { goal: null, remainingTokens: null, completionBudgetReport: null };
  const { tokenBudget, ...rest } = wireGoal(stored);
  const { threadId, objective, status, tokensUsed, timeUsedSeconds, createdAt, updatedAt } = rest;
  const budget = tokenBudget == null ? {} : { tokenBudget };
  const isReported = status === 'complete' && (tokenBudget != null || timeUsedSeconds > 0);
  return {
    goal: { threadId, objective, status, ...budget, tokensUsed, timeUsedSeconds, createdAt, updatedAt },
    remainingTokens: tokenBudget == null ? null : Math.max(0, tokenBudget - tokensUsed),
    completionBudgetReport: isReported
      ? 'The goal is reached. Tell the user what it cost, from the fields above.'
      : null,
  };
}
