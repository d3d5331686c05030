// The thread routes that are more than one request: listing with what is only in memory, and resuming.

import { clientRequests, type Params, type Result } from '@codex/protocol/methods.ts';
import type { App } from '../rest/app.ts';
import { fromRpcError, HttpError, isRpcError } from '../rest/errors.ts';
import { naming } from '../rest/naming.ts';
import { refuseInternalUrls } from '../rest/outbound-urls.ts';
import { readQuery } from '../rest/query.ts';
import type { Call, Fields } from '../rest/route.ts';
import { checkValue } from '../rest/schema-check.ts';

/** POST /threads: the documented pair first, then everything the protocol says. */
export function createdThread(result: Fields): Fields {
  const { id } = result.thread as { id: string };
  return { thread_id: id, ...result };
}

/** GET /threads/loaded: under the documented name too. */
export function listLoaded(result: Fields): Fields {
  return { thread_ids: result.data, ...result };
}

type Thread = Result<'thread/read'>['thread'];

const list = clientRequests['thread/list'];
/** Loaded threads beyond this many are not looked up for one listing. */
const maxLoadedShown = 200;

/** GET /threads: threads that are in memory and not stored yet, then the page of stored ones. */
export async function listThreads(call: Call, app: App): Promise<Fields> {
  const { loaded: onlyLoaded, ...query } = call.query;
  const params = naming(list.params).toWire(readQuery(list.params, query)) as Params<'thread/list'>;
  await checkValue(list.params, params);
  const loaded = new Set((await app.backend.request('thread/loaded/list', {})).data);
  const inMemory = onlyLoaded === 'true';
  const page = inMemory ? { data: [], nextCursor: null } : await app.backend.request('thread/list', params);
  const unlisted = inMemory || Object.keys(query).length === 0 ? await loadedThreads(app, loaded, page, inMemory) : [];
  const threads = [...unlisted, ...page.data].map((thread) => threadEntry(thread, loaded.has(thread.id)));
  const { next_cursor = null, backwards_cursor = null } = naming(list.result).toRest({ ...page, data: [] }) as Fields;
  return { threads, thread_ids: threads.map((one) => one.thread_id), data: threads, next_cursor, backwards_cursor };
}

/** Newest first. A thread that was stored may be on a later page, so there only those that never are count. */
async function loadedThreads(
  app: App,
  loaded: Set<string>,
  page: Result<'thread/list'>,
  all: boolean,
): Promise<Thread[]> {
  const listed = new Set(page.data.map((thread) => thread.id));
  const ids = [...loaded].filter((id) => !listed.has(id)).slice(-maxLoadedShown);
  const reads = await Promise.allSettled(ids.map((threadId) => app.backend.request('thread/read', { threadId })));
  return reads
    .flatMap((read) => (read.status === 'fulfilled' ? [read.value.thread] : []))
    .filter((thread) => all || !page.nextCursor || thread.ephemeral || thread.preview === '')
    .sort((a, b) => b.createdAt - a.createdAt);
}

function threadEntry(thread: Thread, loaded: boolean): Fields {
  const { data } = naming(list.result).toRest({ data: [thread] }) as { data: Fields[] };
  return {
    thread_id: thread.id,
    ...data[0],
    model: thread.model ?? null,
    created_at: new Date(thread.createdAt * 1000).toISOString().replace('.000Z', 'Z'),
    created_at_unix: thread.createdAt,
    loaded,
  };
}

const resume = clientRequests['thread/resume'];

/** Keys of `config_overrides` that are parameters of thread/resume; every other one is a key of the configuration. */
const overrideNames: ReadonlyMap<string, string> = new Map([
  ['model', 'model'],
  ['model_provider', 'model_provider'],
  ['cwd', 'cwd'],
  ['approval_policy', 'approval_policy'],
  ['approvals_reviewer', 'approvals_reviewer'],
  ['sandbox', 'sandbox'],
  ['sandbox_mode', 'sandbox'],
  ['service_tier', 'service_tier'],
  ['base_instructions', 'base_instructions'],
  ['developer_instructions', 'developer_instructions'],
  ['personality', 'personality'],
]);

/** POST /threads/{id}/resume: loads the thread; one that is followed already is answered at once, unchanged. */
export async function resumeThread(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  const { include_turns, ...body } = call.body;
  const params = naming(resume.params).toWire({ ...withOverrides(body), ...call.path }) as Params<'thread/resume'>;
  await checkValue(resume.params, params);
  await refuseInternalUrls(params.config);
  const fields = app.feed.isFollowed(threadId) ? {} : await resumed(params, app);
  if (include_turns !== true && fields.thread) return { success: true, thread_id: threadId, ...fields };
  const read = await app.backend.request('thread/read', {
    threadId,
    ...(include_turns === true && { includeTurns: true }),
  });
  const thread = (naming(clientRequests['thread/read'].result).toRest(read) as { thread: Fields }).thread;
  const { model, model_provider, cwd } = thread;
  return { success: true, thread_id: threadId, model, model_provider, cwd, ...fields, thread };
}

async function resumed(params: Params<'thread/resume'>, app: App): Promise<Fields> {
  try {
    return naming(resume.result).toRest(await app.feed.join(params)) as Fields;
  } catch (error) {
    if (!isRpcError(error)) throw error;
    const mapped = fromRpcError(error);
    if (mapped.status !== 404) throw mapped;
    throw new HttpError(404, 'NOT_FOUND', `Rollout file not found for thread: ${params.threadId}`);
  }
}

function withOverrides({ config_overrides: overrides, ...fields }: Fields): Fields {
  if (typeof overrides !== 'object' || overrides === null) return fields;
  const config: Fields = { ...(fields.config as Fields | undefined) };
  const named: Fields = {};
  for (const [key, value] of Object.entries(overrides)) {
    const name = overrideNames.get(key);
    if (name) named[name] = value;
    else config[key] = value;
  }
  return { ...named, ...fields, ...(Object.keys(config).length > 0 && { config }) };
}
