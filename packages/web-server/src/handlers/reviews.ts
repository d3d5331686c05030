// The review routes: the kinds of targets that REST clients may name, and where a review runs.
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import { fieldsOf, paramsOf } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

type Target = Record<string, unknown>;

/** Every accepted kind, in the words of the protocol. */
const targets: ReadonlyMap<unknown, (given: Target) => Target> = new Map<unknown, (given: Target) => Target>([
  ['uncommittedChanges', () => ({ type: 'uncommittedChanges' })],
  ['uncommitted_changes', () => ({ type: 'uncommittedChanges' })],
  ['baseBranch', ({ branch }) => ({ type: 'baseBranch', branch })],
  ['base_branch', ({ branch }) => ({ type: 'baseBranch', branch })],
  ['commit', ({ sha, title }) => ({ type: 'commit', sha, ...(title == null ? {} : { title }) })],
  ['custom', ({ instructions }) => ({ type: 'custom', instructions })],
  // The older spellings: only the base counts, and a list of files becomes an instruction.
  ['git', ({ base }) => ({ type: 'baseBranch', branch: base ?? 'main' })],
  ['files', ({ paths }) => ({ type: 'custom', instructions: fileInstructions(paths) })],
]);

/** POST /threads/{id}/reviews. */
export async function reviewThread(call: Call, app: App): Promise<Fields> {
  const { delivery = 'inline' } = call.body;
  const threadId = call.path.thread_id ?? '';
  if (delivery === 'inline' || delivery === null) return startReview(app, threadId, call.body.target);
  if (delivery !== 'detached') throw invalidRequest('delivery must be inline or detached');
  // Refused before a copy is made.
  await reviewParams(threadId, call.body.target);
  const { thread } = await app.feed.start('thread/fork', { threadId });
  return startReview(app, thread.id, call.body.target);
}

/** POST /reviews: in a thread made for it. */
export async function reviewAnew(call: Call, app: App): Promise<Fields> {
  const { cwd, model } = call.body;
  await reviewParams('', call.body.target);
  const params = await paramsOf('thread/start', {
    ...(cwd == null ? {} : { cwd }),
    ...(model == null ? {} : { model }),
  });
  const { thread } = await app.feed.start('thread/start', params);
  return startReview(app, thread.id, call.body.target);
}

async function startReview(app: App, threadId: string, target: unknown): Promise<Fields> {
  const params = await reviewParams(threadId, target);
  const result = await app.feed.startTurn('review/start', params);
  return {
    review_id: result.turn.id,
    thread_id: result.reviewThreadId,
    ...fieldsOf('review/start', result),
  };
}

function reviewParams(threadId: string, target: unknown) {
  const given = (typeof target === 'object' && target !== null ? target : {}) as Target;
  const wire = targets.get(given.type)?.(given);
  if (!wire) throw invalidRequest('target.type is unknown', { expected: [...targets.keys()] });
  return paramsOf('review/start', { thread_id: threadId, target: wire });
}

function fileInstructions(paths: unknown): string {
  const named = Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === 'string');
  if (!named) throw invalidRequest('target.paths must be a list of paths');
  return `Review the following files: ${paths.join(', ')}`;
}
