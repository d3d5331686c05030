// codex apply_patch: applies one patch in the working directory, all of it or nothing. It is what `apply_patch` on the
// PATH of commands runs; the patch is its only argument or its input.
import { text } from 'node:stream/consumers';
import { applyPlan, summarisePatch } from '@codex/engine/tools/patch/apply.ts';
import { PatchError, parsePatch } from '@codex/engine/tools/patch/parse.ts';
import { planPatch } from '@codex/engine/tools/patch/plan.ts';

const usage = "Usage: apply_patch 'PATCH'\n       echo 'PATCH' | apply_patch\n";

/** Exit status: 0 done, 1 the patch does not fit, 2 there was none. */
export async function applyPatch(argv: readonly string[]): Promise<number> {
  if (argv.length > 1) return fail(2, 'Error: apply_patch accepts exactly one argument.\n');
  const patch = argv[0] ?? (await text(process.stdin));
  if (patch === '') return fail(2, usage);
  try {
    const operations = parsePatch(patch);
    if (operations.length === 0) return fail(1, 'No files were modified.\n');
    const plan = await planPatch(operations, process.cwd());
    await applyPlan(plan);
    process.stdout.write(summarisePatch(plan));
    return 0;
  } catch (error) {
    if (error instanceof PatchError) return fail(1, `${describe(error)}\n`);
    throw error;
  }
}

function describe({ message }: PatchError): string {
  return message
    .replace(/^invalid patch: /, 'Invalid patch: ')
    .replace(/^invalid hunk at line (\d+), /, 'Invalid patch hunk on line $1: ');
}

function fail(status: number, message: string): number {
  process.stderr.write(message);
  return status;
}
