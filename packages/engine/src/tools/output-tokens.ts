// How much of a command's output the model is shown.
import type { ToolContext } from './tool.ts';

const DEFAULT_OUTPUT_TOKENS = 10_000;

/** In tokens. `wanted` is what the model asked for. */
export function outputTokens(wanted: number | undefined, context: ToolContext): number {
  return Math.min(wanted ?? DEFAULT_OUTPUT_TOKENS, context.outputTokenLimit);
}
