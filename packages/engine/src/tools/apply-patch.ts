// The tool `apply_patch`: checks a patch as a whole, asks when it must, applies it as a whole, and shows the change.

import { judgePatch } from '../sandbox/policy.ts';
import { applyPlan, summarisePatch } from './patch/apply.ts';
import { describeChanges } from './patch/changes.ts';
import { PatchError, parsePatch } from './patch/parse.ts';
import { type PlannedChange, planPatch, touchedPaths } from './patch/plan.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

/** The language in Lark's notation, for models that are held to it while they write. */
const grammar = [
  'start: "*** Begin Patch" LF operation+ "*** End Patch" LF?',
  '',
  'operation: add | delete | update',
  'add: "*** Add File: " PATH LF ("+" /(.*)/ LF)+',
  'delete: "*** Delete File: " PATH LF',
  'update: "*** Update File: " PATH LF move? chunk+',
  'move: "*** Move to: " PATH LF',
  'chunk: header? line+ end_of_file?',
  'header: ("@@" | "@@ " /(.+)/) LF',
  'line: ("+" | "-" | " ") /(.*)/ LF',
  'end_of_file: "*** End of File" LF',
  '',
  'PATH: /(.+)/',
  '%import common.LF',
  '',
].join('\n');

const spec: ToolSpec = {
  type: 'custom',
  name: 'apply_patch',
  description: 'Changes files by a patch in the format given by the grammar. The input is the bare patch, not JSON.',
  format: { type: 'grammar', syntax: 'lark', definition: grammar },
};

/** Applies patch text, wherever it came from; `cwd` is what its relative paths mean. */
export async function applyPatchText(call: ToolCall, text: string, cwd: string): Promise<string> {
  try {
    const operations = parsePatch(text);
    if (operations.length === 0) return 'patch rejected: empty patch';
    return await call.context.turnDiff.exclusively(async () => {
      call.signal.throwIfAborted();
      const plan = await planPatch(operations, cwd);
      return carryOut(call, plan, () => planPatch(operations, cwd));
    });
  } catch (error) {
    if (error instanceof PatchError) return `apply_patch verification failed: ${error.message}`;
    throw error;
  }
}

/** `planAgain` gives the plan for the files as they are after people took their time to decide. */
async function carryOut(
  call: ToolCall,
  plan: readonly PlannedChange[],
  planAgain: () => Promise<PlannedChange[]>,
): Promise<string> {
  const { context } = call;
  const paths = [...new Set(plan.flatMap(touchedPaths))];
  const granted = paths.every((path) => context.sessionApprovals.has(patchKey(path)));
  const verdict = judgePatch({ ...context, paths, granted });
  if (verdict.act === 'refuse') return `patch rejected: ${verdict.why}`;
  const changes = await describeChanges(plan);
  const item = (status: 'inProgress' | 'completed' | 'failed' | 'declined') =>
    ({ type: 'fileChange', id: call.callId, changes, status }) as const;
  call.itemStarted(item('inProgress'));
  if (verdict.act === 'ask') {
    const refusal = await askForPatch(call, paths);
    if (refusal !== undefined) {
      call.itemCompleted(item('declined'));
      return refusal;
    }
  }
  const started = performance.now();
  try {
    const current = verdict.act === 'ask' ? await planAgain() : plan;
    await applyPlan(current);
    await context.turnDiff.record(current);
    call.itemCompleted(item('completed'));
    call.notify('turn/diff/updated', { diff: context.turnDiff.current() });
    return describeRun(0, started, summarisePatch(current));
  } catch (error) {
    call.itemCompleted(item('failed'));
    if (!(error instanceof PatchError)) throw error;
    return describeRun(1, started, `${error.message}\n`);
  }
}

/** Resolves with what the model is told when the patch must not be applied. Throws when the turn was ended. */
async function askForPatch(call: ToolCall, paths: readonly string[]): Promise<string | undefined> {
  const outcome = await call.ask('item/fileChange/requestApproval', {
    itemId: call.callId,
    startedAtMs: Date.now(),
    reason: null,
    grantRoot: null,
  });
  const decision: unknown =
    'result' in outcome ? (outcome.result as { decision?: unknown } | null)?.decision : undefined;
  if (decision === 'acceptForSession') for (const path of paths) call.context.sessionApprovals.add(patchKey(path));
  if (decision === 'accept' || decision === 'acceptForSession') return undefined;
  if (decision === 'cancel') call.cancelTurn();
  if (decision !== 'decline') return 'approval request failed';
  return ('because' in outcome && outcome.because) || 'patch rejected by user';
}

function patchKey(path: string): string {
  return `patch ${path}`;
}

function describeRun(exitCode: number, started: number, output: string): string {
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return `Exit code: ${exitCode}\nWall time: ${seconds} seconds\nOutput:\n${output}`;
}

async function run(call: ToolCall): Promise<ToolOutput> {
  return { output: await applyPatchText(call, call.arguments, call.context.cwd) };
}

export const applyPatch: Tool = { name: 'apply_patch', kind: 'custom', needsEnvironment: true, spec, run };
