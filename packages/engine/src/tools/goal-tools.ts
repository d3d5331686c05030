// The tools get_goal, create_goal and update_goal: what the model may see and do of the goal of its thread.
import { fields, parseArguments } from './arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

/** The goal of a thread as its turns reach it. What is refused is thrown as an Error whose message the model is told. */
export interface GoalAccess {
  /** As the model is shown it; null when there is none. */
  read(): GoalReport;
  create(objective: string, tokenBudget: number | null): GoalReport;
  update(status: GoalVerdict): GoalReport;
}

export type GoalVerdict = 'complete' | 'blocked' | 'paused';

export interface GoalReport {
  readonly goal: Readonly<Record<string, unknown>> | null;
  readonly remainingTokens: number | null;
  readonly completionBudgetReport: string | null;
}

const verdicts = ['complete', 'blocked', 'paused'] as const satisfies GoalVerdict[];

const getGoalSpec: ToolSpec = {
  type: 'function',
  name: 'get_goal',
  description: 'Gives the goal of this thread: its objective, its status, and what it has cost so far.',
  strict: false,
  parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
};

const createGoalSpec: ToolSpec = {
  type: 'function',
  name: 'create_goal',
  description:
    'Gives this thread a goal, towards which it goes on working by itself. Only when the user or your instructions ' +
    'ask for a goal, never on your own account. Fails while another goal is unfinished.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      objective: { type: 'string', description: 'What is to be reached, in concrete words.' },
      token_budget: { type: 'integer', description: 'How many tokens it may cost. Only when the user named a number.' },
    },
    required: ['objective'],
    additionalProperties: false,
  },
};

const updateGoalSpec: ToolSpec = {
  type: 'function',
  name: 'update_goal',
  description:
    'Ends the work on the goal. complete: all of it is done and checked. blocked: the same obstacle stopped you in ' +
    'three turns of the goal in a row, and only the user or something outside can remove it. paused: the user asked ' +
    'for it. Nothing else is up to you.',
  strict: false,
  parameters: {
    type: 'object',
    properties: { status: { type: 'string', enum: verdicts, description: 'How the work on it ended.' } },
    required: ['status'],
    additionalProperties: false,
  },
};

const wrongStatus =
  "update_goal can only mark the existing goal complete, blocked, or paused at the user's explicit request; resume, " +
  'budget-limited, and usage-limited status changes are controlled by the user or system';

interface CreateArguments {
  readonly objective: string;
  readonly token_budget?: number;
}

async function create(call: ToolCall): Promise<ToolOutput> {
  const table = { objective: fields.string(), token_budget: fields.signed64('nullable') };
  const parsed = parseArguments<CreateArguments>(call.arguments, table, 'struct CreateGoalArgs', { count: 2 });
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { objective, token_budget = null } = parsed.value;
  return report(() => call.context.goals.create(objective, token_budget));
}

async function update(call: ToolCall): Promise<ToolOutput> {
  const table = { status: fields.string() };
  const parsed = parseArguments<{ status: string }>(call.arguments, table, 'struct UpdateGoalArgs', { count: 1 });
  if ('refusal' in parsed) return { output: parsed.refusal };
  const verdict = verdicts.find((known) => known === parsed.value.status);
  if (!verdict) return { output: wrongStatus };
  return report(() => call.context.goals.update(verdict));
}

function report(act: () => GoalReport): ToolOutput {
  try {
    return { output: JSON.stringify(act()) };
  } catch (error) {
    return { output: error instanceof Error ? error.message : String(error) };
  }
}

const get = async (call: ToolCall): Promise<ToolOutput> => report(() => call.context.goals.read());

export const goalTools: readonly Tool[] = [
  { name: 'get_goal', kind: 'function', spec: getGoalSpec, run: get },
  { name: 'create_goal', kind: 'function', spec: createGoalSpec, run: create },
  { name: 'update_goal', kind: 'function', spec: updateGoalSpec, run: update },
];
