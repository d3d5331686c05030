// The embedded offline demo model: it looks around, writes a small script with a patch, runs it, and reports. What it
// does next follows from the tool outputs it has been given, never from hidden state, so any thread may use it.
import { completed, created, customToolCall, functionCall, message, type OutputItem } from './ev.ts';
import { exampleOf } from './json-schema-example.ts';
import { type ModelEvent, type ModelRequest, type ResponsesServer, startResponsesServer } from './responses-server.ts';

const SCRIPT = 'demo-greeting.sh';
const DELTA_PAUSE_MS = 8;

/** Starts it on a free loopback port. */
export function startDemoModel(): Promise<ResponsesServer> {
  return startResponsesServer((request) => ({ events: paced(request) }));
}

/** What the conversation says since the user last spoke. */
interface Progress {
  readonly prompt: string;
  readonly outputs: readonly string[];
  readonly hasShell: boolean;
  readonly hasPatchTool: boolean;
  readonly outputSchema: unknown;
  /** The instructions speak of it only where it is allowed. */
  readonly mayEscalate: boolean;
}

function decide(request: ModelRequest): OutputItem[] {
  const progress = readProgress(request.body ?? {});
  if (progress.outputSchema)
    return [spoken(JSON.stringify(exampleOf(progress.outputSchema, excerpt(progress.prompt, 40))))];
  if (!progress.hasShell) return [spoken(`This is the offline demo model. You said: ${excerpt(progress.prompt, 200)}`)];
  const failed = progress.outputs.find(isFailure);
  if (failed) return [spoken(`I stopped, because a step failed or was not allowed: ${excerpt(failed, 200)}`)];
  const step = steps[progress.outputs.length];
  return step ? step(progress, request.n) : [report(progress)];
}

/** A refused or failed step; what a command printed after `Output:` is not looked at. */
function isFailure(output: string): boolean {
  const head = output.split('Output:\n')[0] ?? '';
  return !output.includes('Output:\n') || /(exited with|Exit) code:? [1-9]/.test(head);
}

type Step = (progress: Progress, n: number) => OutputItem[];

const steps: readonly Step[] = [
  (progress, n) => [
    spoken(
      `I am the offline demo model: no network, no real intelligence, but real tools. To answer "${excerpt(progress.prompt, 80)}" I will look around, write a small script with a patch, and run it.`,
      'commentary',
    ),
    functionCall('exec_command', { cmd: 'ls -A', ...escalation(progress) }, `call_demo_${n}`),
  ],
  (progress, n) => {
    const patch = patchText(progress.prompt);
    return progress.hasPatchTool
      ? [customToolCall('apply_patch', patch, `call_demo_${n}`)]
      : [functionCall('exec_command', { cmd: `apply_patch <<'EOF'\n${patch}EOF\n` }, `call_demo_${n}`)];
  },
  (_progress, n) => [functionCall('exec_command', { cmd: `sh ${SCRIPT}` }, `call_demo_${n}`)],
];

/** Where the model may ask to leave the sandbox it does, once, so that people see an approval. */
function escalation({ mayEscalate }: Progress): object {
  if (!mayEscalate) return {};
  return { sandbox_permissions: 'require_escalated', justification: 'May I look around outside of the sandbox?' };
}

function patchText(prompt: string): string {
  const said = excerpt(prompt, 200).replaceAll("'", "'\\''");
  return `*** Begin Patch
*** Add File: ${SCRIPT}
+#!/bin/sh
+# Written by the demo model.
+printf '%s\\n' 'Hello from the demo model!'
+printf '%s\\n' 'You said: ${said}'
*** End Patch
`;
}

function report(progress: Progress): OutputItem {
  const last = progress.outputs.at(-1) ?? '';
  const printed = last.slice(last.indexOf('Output:\n') + 'Output:\n'.length).trim();
  return spoken(`Done. I wrote ${SCRIPT} and ran it; it printed:\n\n${printed}`, 'final_answer');
}

/** A message that streams word by word. */
function spoken(text: string, phase?: string): OutputItem {
  return message(text, { deltas: text.match(/\s*\S+\s*$|\s*\S+/g) ?? [text], ...(phase ? { phase } : {}) });
}

/** The events of the answer with a short pause between deltas, so that people see it stream. */
async function* paced(request: ModelRequest): AsyncGenerator<ModelEvent> {
  const id = `resp_demo_${request.n}`;
  let outputBytes = 0;
  yield created(id);
  for (const event of decide(request).flatMap((item, index) => item(index, id))) {
    yield event;
    if (event.type !== 'response.output_text.delta') continue;
    outputBytes += String(event.delta).length;
    await new Promise((resolve) => setTimeout(resolve, DELTA_PAUSE_MS));
  }
  const inputTokens = Math.ceil(JSON.stringify(request.body?.input ?? []).length / 4);
  yield completed(id, { inputTokens, outputTokens: Math.ceil(outputBytes / 4) + 8 });
}

type InputItem = { type?: string; role?: string; output?: unknown; content?: ReadonlyArray<{ text?: string }> };
type OfferedTool = { type?: string; name?: string };

function readProgress(body: Record<string, unknown>): Progress {
  const input = (body.input ?? []) as InputItem[];
  const tools = (body.tools ?? []) as OfferedTool[];
  const spokeAt = input.findLastIndex(isUserPrompt);
  const prompt = input[spokeAt]?.content?.map((part) => part.text ?? '').join(' ') ?? '';
  const outputs = input
    .slice(spokeAt + 1)
    .filter((item) => item.type?.endsWith('_output'))
    .map((item) => (typeof item.output === 'string' ? item.output : JSON.stringify(item.output)));
  return {
    prompt,
    outputs,
    hasShell: tools.some((tool) => tool.name === 'exec_command'),
    hasPatchTool: tools.some((tool) => tool.type === 'custom' && tool.name === 'apply_patch'),
    outputSchema: (body.text as { format?: { schema?: unknown } } | undefined)?.format?.schema,
    mayEscalate: input.some(({ role, content }) => role === 'developer' && mentions(content, 'require_escalated')),
  };
}

function mentions(content: InputItem['content'], word: string): boolean {
  return content?.some(({ text }) => text?.includes(word)) ?? false;
}

/** Messages the harness adds in the user's name (context blocks) start with a tag; people's prompts rarely do. */
function isUserPrompt(item: InputItem): boolean {
  return (
    item.type === 'message' &&
    item.role === 'user' &&
    !/^\s*(<[a-z_]+>|# AGENTS\.md)/.test(item.content?.[0]?.text ?? '')
  );
}

function excerpt(text: string, length: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean.length > length ? `${clean.slice(0, length)}…` : clean;
}
