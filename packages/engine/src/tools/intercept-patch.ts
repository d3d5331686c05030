// Models sometimes apply patches through the shell: `apply_patch <<'EOF' …`, perhaps after a `cd`. Such a command is not
// run; its patch goes the way of the tool.
import { resolve } from 'node:path';
import { applyPatchText } from './apply-patch.ts';
import type { ToolCall, ToolOutput } from './tool.ts';

const HERE_DOCUMENT =
  /^\s*(?:cd\s+(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"$`\\;&|<>]+))\s*&&\s*)?(?:apply_patch|applypatch)\s*<<-?\s*(['"]?)(\w+)\4[ \t]*\n([\s\S]*?)\n\5\s*$/;

/** Undefined: the command is no patch. */
export async function interceptPatch(call: ToolCall, script: string, cwd: string): Promise<ToolOutput | undefined> {
  const match = HERE_DOCUMENT.exec(script);
  if (match === null) return undefined;
  const folder = match[1] ?? match[2] ?? match[3] ?? '';
  const started = performance.now();
  const output = await applyPatchText(call, match[6] ?? '', resolve(cwd, folder));
  const seconds = ((performance.now() - started) / 1000).toFixed(4);
  return { output: `Wall time: ${seconds} seconds\nOutput:\n${output}` };
}
