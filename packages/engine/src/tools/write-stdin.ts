// The tool `write_stdin`: types into a running command, or only waits for more of its output.
import { fields, parseArguments } from './arguments.ts';
import { describeReading } from './output-text.ts';
import { outputTokens } from './output-tokens.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

interface WriteArguments {
  readonly session_id: number;
  readonly chars?: string;
  readonly yield_time_ms?: number;
  readonly max_output_tokens?: number;
}

const argumentTable = {
  session_id: fields.signed32(),
  chars: fields.string('absent'),
  yield_time_ms: fields.unsigned('absent'),
  max_output_tokens: fields.unsigned('nullable'),
};

const spec: ToolSpec = {
  type: 'function',
  name: 'write_stdin',
  description: 'Types into a command that still runs and returns what it printed since the last look.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      chars: { type: 'string', description: 'What to type, control characters included. Nothing: only look.' },
      max_output_tokens: {
        type: 'number',
        description: 'Longer output is cut in the middle to this many tokens. 10000 unless given.',
      },
      session_id: { type: 'number', description: 'The session id that exec_command returned.' },
      yield_time_ms: {
        type: 'number',
        description: 'How long to wait for output before returning, in milliseconds. 250 unless given.',
      },
    },
    required: ['session_id'],
    additionalProperties: false,
  },
};

const DEFAULT_YIELD_MS = 250;
const MIN_YIELD_MS = 250;
const MAX_YIELD_MS = 30_000;
/** Only looking costs a whole model request, so it waits at least this long, and as long as config allows. */
const MIN_POLL_MS = 5_000;

/** In milliseconds. `polling`: nothing is typed. */
export function yieldTime(wanted: number | undefined, polling: boolean, maxPollMs: number): number {
  const [min, max] = polling ? [MIN_POLL_MS, Math.max(MIN_POLL_MS, maxPollMs)] : [MIN_YIELD_MS, MAX_YIELD_MS];
  return Math.min(Math.max(wanted ?? DEFAULT_YIELD_MS, min), max);
}

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<WriteArguments>(call.arguments, argumentTable);
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { session_id: id, chars = '', yield_time_ms, max_output_tokens } = parsed.value;
  const { processes } = call.context;
  const session = processes.find(id);
  if (session === undefined) return { output: `write_stdin failed: Unknown process id ${id}` };
  if (chars !== '') {
    if (!session.takesInput) {
      const hint = 'rerun exec_command with tty=true to keep stdin open';
      return { output: `write_stdin failed: stdin is closed for this session; ${hint}` };
    }
    session.write(chars);
    const { itemId } = session.facts;
    call.notify('item/commandExecution/terminalInteraction', { itemId, processId: String(id), stdin: chars });
  }
  const wallMs = await session.wait(yieldTime(yield_time_ms, chars === '', call.context.maxPollMs), call.signal);
  call.signal.throwIfAborted();
  const reading = session.take(wallMs);
  if (reading.exitCode !== undefined) processes.forget(id);
  return { output: describeReading(reading, id, outputTokens(max_output_tokens, call.context)) };
}

export const writeStdin: Tool = { name: 'write_stdin', kind: 'function', needsEnvironment: true, spec, run };
