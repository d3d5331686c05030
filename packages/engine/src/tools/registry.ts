// The tools by name, which of them a model is offered, and the one way in which a call of the model reaches its tool.
import type { ModelInfo } from '../models/catalog.ts';
import { applyPatch } from './apply-patch.ts';
import { execCommand } from './exec-command.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';
import { writeStdin } from './write-stdin.ts';

export const toolTable: ReadonlyMap<string, Tool> = new Map(
  [execCommand, writeStdin, applyPatch].map((tool) => [tool.name, tool]),
);

/** The tools this model is offered, in the order in which it is told of them. */
function offeredTools(model: ModelInfo): Tool[] {
  return [...toolTable.values()].filter((tool) => tool.name !== 'apply_patch' || model.applyPatch === 'freeform');
}

export function toolSpecs(model: ModelInfo): ToolSpec[] {
  return offeredTools(model).map((tool) => tool.spec);
}

/** Runs a call; an unknown name is told to the model. Throws only when the turn was aborted. */
export async function runToolCall(kind: Tool['kind'], call: ToolCall): Promise<ToolOutput> {
  const tool = toolTable.get(call.name);
  if (tool !== undefined && tool.kind === kind) return tool.run(call);
  const noun = kind === 'custom' ? 'custom tool call' : 'call';
  return { output: `unsupported ${noun}: ${call.name}` };
}
