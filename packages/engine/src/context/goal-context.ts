// What the model is told of the goal that its thread works towards on its own.
import { randomUUIDv7 } from 'node:crypto';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from './context-message.ts';

export interface GoalFacts {
  readonly objective: string;
  readonly tokensUsed: number;
  readonly tokenBudget: number | null;
}

/** The objective is the user's words: data, as if a tool had returned it. */
export function objectiveItem(objective: string): ResponseItem {
  const id = `fco_${randomUUIDv7()}`;
  return { type: 'function_call_output', id, name: 'goal_objective', namespace: 'agent', output: objective };
}

/** Opens a turn that nobody asked for. */
export function continuationMessage(goal: GoalFacts): ResponseItem {
  return internalMessage(`This thread has an active goal, and no user is waiting: go on with it.

The objective stands in the latest goal_objective output; get_goal gives it in full.
${budgetLine(goal)}

- Look at the files and the state of things as they are now before you rely on what was said earlier.
- Keep the whole objective. If it does not fit into this turn, take a real step and leave the goal active; do not make the goal smaller.
- Wait only for something that you have just seen running. Saying again what is planned is no progress.
- When every part of the objective is done and you have checked it, call update_goal with "complete". A budget that runs low does not make it complete.
- When the same obstacle, which only the user or something outside can remove, has stopped you in three turns of this goal in a row, call update_goal with "blocked".
- Use "paused" only when the user asks for it.`);
}

/** Told once, while a turn still runs. */
export function budgetMessage(goal: GoalFacts): ResponseItem {
  return internalMessage(`The goal of this thread has used up its token budget.
${budgetLine(goal)}

Begin nothing new for it. End this turn soon: say what was reached, what is left, and what the user could do next. Call update_goal only if the goal really is complete, or the user asks for a pause.`);
}

function budgetLine({ tokensUsed, tokenBudget }: GoalFacts): string {
  if (tokenBudget === null) return `Tokens used for it: ${tokensUsed}; there is no budget.`;
  return `Tokens used for it: ${tokensUsed} of ${tokenBudget}; ${Math.max(0, tokenBudget - tokensUsed)} are left.`;
}

function internalMessage(text: string): ResponseItem {
  return contextMessage('user', [`<codex_internal_context source="goal">\n${text}\n</codex_internal_context>`]);
}
