// The tool `request_user_input`: questions with options to the user, while a plan is made. Whatever comes back that is
// no answer is told to the model as no answer.
import type { ToolRequestUserInputResponse } from '@codex/protocol/approval/user-input.ts';
import type { ModeKind } from '@codex/protocol/model/collaboration-mode.ts';
import { fields, parseArguments } from './arguments.ts';
import type { AskOutcome, RetainedAnswer, Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

interface Question {
  readonly id: string;
  readonly header: string;
  readonly question: string;
  readonly options?: ReadonlyArray<{ readonly label: string; readonly description: string }>;
}

const option = fields.struct('RequestUserInputQuestionOption', {
  label: fields.string(),
  description: fields.string(),
});

const argumentTable = {
  questions: fields.list(
    fields.struct('RequestUserInputQuestion', {
      id: fields.string(),
      header: fields.string(),
      question: fields.string(),
      options: fields.list(option, 'nullable'),
    }),
  ),
};

const spec: ToolSpec = {
  type: 'function',
  name: 'request_user_input',
  description:
    'Asks the user up to three short questions with options to choose from, and waits for the answers. Works in Plan ' +
    'mode only. The user may also answer in words of their own.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      questions: {
        type: 'array',
        description: 'One question is best, three are the most.',
        items: {
          type: 'object',
          properties: {
            header: { type: 'string', description: 'A label of at most 12 characters.' },
            id: { type: 'string', description: 'Names the answer, in snake_case.' },
            options: {
              type: 'array',
              description:
                'Two or three answers that exclude each other, the one you recommend first and marked "(Recommended)". ' +
                'Do not add one for other answers; that is done for you.',
              items: {
                type: 'object',
                properties: {
                  description: { type: 'string', description: 'What follows from choosing it, in one sentence.' },
                  label: { type: 'string', description: 'What the user sees, one to five words.' },
                },
                required: ['label', 'description'],
                additionalProperties: false,
              },
            },
            question: { type: 'string', description: 'One sentence.' },
          },
          required: ['id', 'header', 'question', 'options'],
          additionalProperties: false,
        },
      },
    },
    required: ['questions'],
    additionalProperties: false,
  },
};

const modeNames: Readonly<Record<ModeKind, string>> = { plan: 'Plan', default: 'Default' };

async function run(call: ToolCall): Promise<ToolOutput> {
  const { mode } = call.context;
  if (mode !== 'plan') return { output: `request_user_input is unavailable in ${modeNames[mode]} mode` };
  const typeName = 'struct RequestUserInputArgs';
  const parsed = parseArguments<{ questions: readonly Question[] }>(call.arguments, argumentTable, typeName);
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { questions } = parsed.value;
  if (questions.some(({ options }) => !options?.length)) {
    return { output: 'request_user_input requires non-empty options for every question' };
  }
  const outcome = await call.ask('item/tool/requestUserInput', {
    itemId: call.callId,
    questions: questions.map(asked),
    isBlocking: true,
    autoResolutionMs: null,
  });
  const answers = answersOf(outcome);
  const retained = questions.flatMap((question) => retainedAnswer(question, answers[question.id]?.answers ?? []));
  if (retained.length > 0) call.retainAnswers(retained);
  return { output: JSON.stringify({ answers }) };
}

/** As clients see it: free text is always allowed. */
function asked({ id, header, question, options = [] }: Question) {
  const shown = options.map(({ label, description }) => ({ label, description }));
  return { id, header, question, isOther: true, isSecret: false, options: shown };
}

type Answers = ToolRequestUserInputResponse['answers'];

function answersOf(outcome: AskOutcome<'item/tool/requestUserInput'>): Answers {
  const answers: unknown =
    'result' in outcome ? (outcome.result as Partial<ToolRequestUserInputResponse>)?.answers : {};
  if (typeof answers !== 'object' || answers === null) return {};
  const valid = Object.entries(answers as Record<string, unknown>).every(([, answer]) => isAnswer(answer));
  return valid ? (answers as Answers) : {};
}

function isAnswer(answer: unknown): boolean {
  const texts = (answer as { answers?: unknown } | null)?.answers;
  return Array.isArray(texts) && texts.every((text) => typeof text === 'string');
}

/** The question with the options that were chosen from it, and what was said. */
function retainedAnswer({ question, options = [] }: Question, answers: readonly string[]): RetainedAnswer[] {
  if (answers.length === 0) return [];
  const chosen = options.filter(({ label }) => answers.includes(label));
  const lines = [question, ...chosen.map(({ label, description }) => `${label}: ${description}`)];
  return [{ question: lines.join('\n'), answer: answers.join('\n') }];
}

export const requestUserInput: Tool = { name: 'request_user_input', kind: 'function', spec, run };
