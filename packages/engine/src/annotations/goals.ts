// Goals of threads, as stored. What they mean for turns is decided elsewhere.
import type { ThreadGoal } from '@codex/protocol/thread/goal.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

/** Times as they are counted; clients are shown seconds. */
export interface StoredGoal extends Omit<ThreadGoal, 'timeUsedSeconds' | 'createdAt' | 'updatedAt' | 'tokenBudget'> {
  readonly tokenBudget: number | null;
  readonly timeUsedMs: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export function readGoal(file: AnnotationFile, threadId: string): StoredGoal | null {
  const row = file.get('SELECT * FROM goals WHERE thread_id = $id', { id: threadId });
  return row ? goalOf(row) : null;
}

export function writeGoal(file: AnnotationFile, goal: StoredGoal): void {
  file.run(
    `INSERT OR REPLACE INTO goals VALUES
      ($thread, $objective, $status, $budget, $tokens, $time, $created, $updated)`,
    {
      thread: goal.threadId,
      objective: goal.objective,
      status: goal.status,
      budget: goal.tokenBudget,
      tokens: goal.tokensUsed,
      time: Math.round(goal.timeUsedMs),
      created: goal.createdAtMs,
      updated: goal.updatedAtMs,
    },
  );
}

/** False when there was none. */
export function deleteGoal(file: AnnotationFile, threadId: string): boolean {
  return file.run('DELETE FROM goals WHERE thread_id = $id', { id: threadId }) > 0;
}

/** The goal as clients see it. */
export function wireGoal(goal: StoredGoal): ThreadGoal {
  return {
    threadId: goal.threadId,
    objective: goal.objective,
    status: goal.status,
    tokenBudget: goal.tokenBudget,
    tokensUsed: goal.tokensUsed,
    timeUsedSeconds: Math.floor(goal.timeUsedMs / 1000),
    createdAt: Math.floor(goal.createdAtMs / 1000),
    updatedAt: Math.floor(goal.updatedAtMs / 1000),
  };
}

function goalOf(row: Row): StoredGoal {
  return {
    threadId: String(row.thread_id),
    objective: String(row.objective),
    status: String(row.status) as StoredGoal['status'],
    tokenBudget: row.token_budget === null ? null : Number(row.token_budget),
    tokensUsed: Number(row.tokens_used),
    timeUsedMs: Number(row.time_used),
    createdAtMs: Number(row.created_at),
    updatedAtMs: Number(row.updated_at),
  };
}
