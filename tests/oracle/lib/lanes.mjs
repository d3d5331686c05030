// Splits a recording into lanes: sequences whose inner order is compared. Lanes are matched by key, so
// messages of unrelated families may interleave differently without costing anything.

/** Not compared at all. */
export const IGNORED = new Set([
  'remoteControl/status/changed',
  'account/rateLimits/updated',
  'configWarning',
  'mcpServer/startupStatus/updated',
  'skills/changed',
  'warning',
  'app/list/updated',
  'deprecationNotice',
  'windows/worldWritableWarning',
]);
/** Compared, but each in a lane of its own inside its turn or thread (they race with the main item sequence). */
const FLOATING = new Set([
  'thread/tokenUsage/updated',
  'thread/status/changed',
  'turn/diff/updated',
  'thread/name/updated',
  'thread/goal/updated',
  'thread/goal/cleared',
  'serverRequest/resolved',
  'thread/readState/changed',
  'thread/settings/updated',
  'thread/queue/changed',
  'rawResponseItem/completed',
  'rawResponse/completed',
  'hook/started',
  'hook/completed',
  'thread/environment/connected',
  'model/rerouted',
  'turn/moderationMetadata',
  'item/mcpToolCall/progress',
  'item/commandExecution/terminalInteraction',
]);
/** Output chunks: chunking is timing, so chunks are joined; for command items early chunks may be lost (see README). */
const LOSSY = 'item/commandExecution/outputDelta';
const QUICK_MS = 120;
const JOINED = new Set(['command/exec/outputDelta', 'process/outputDelta', 'item/fileChange/outputDelta']);

const itemKind = (m) => (m.params?.item?.type ? `:${m.params.item.type}` : '');
const keyOf = (m) =>
  m.method ? `${m.method}${m.id !== undefined ? '(request)' : ''}${itemKind(m)}` : m.error ? 'error' : 'result';

/**
 * -> Map laneName -> [{key, msg}]. Threads and turns are numbered by first appearance in the recording.
 * A scenario marked `parallel` (its items race) compares each item's messages in a lane of their own.
 */
export function toLanes(entries) {
  const lanes = new Map();
  const seenThreads = new Map();
  const seenTurns = new Map();
  const num = (map, id, prefix) => {
    if (!map.has(id)) map.set(id, `${prefix}${map.size + 1}`);
    return map.get(id);
  };
  const push = (lane, key, msg, optional) => {
    if (!lanes.has(lane)) lanes.set(lane, []);
    lanes.get(lane).push({ key, msg, optional });
  };
  const joined = new Map();
  const lossy = new Map();
  const lastUpdate = new Map();
  const seenItems = new Map();
  const ignored = new Set([...IGNORED, ...(entries[0]?.ignore ?? [])]);
  const clientMethods = new Map();
  const finalOutput = new Map();

  for (const e of entries) {
    const conn = e.conn ? `${e.conn}/` : '';
    if (e.dir === 'c2s') {
      if (e.msg?.method && e.msg.id !== undefined) clientMethods.set(conn + JSON.stringify(e.msg.id), e.msg.method);
      if (e.msg && !e.msg.method && e.msg.id !== undefined)
        push(`${conn}client-replies`, 'reply', { result: e.msg.result, error: e.msg.error });
      continue;
    }
    if (e.dir === 'file') {
      push(`file ${e.path}`, 'file', { text: e.text });
      continue;
    }
    if (e.dir !== 's2c') continue;
    if (!e.msg) {
      push(`${conn}unparsable`, 'unparsable', { text: e.unparsable });
      continue;
    }
    const m = e.msg;
    if (!m.method) {
      const method = clientMethods.get(conn + JSON.stringify(m.id)) ?? '?';
      push(`${conn}response ${JSON.stringify(m.id)} ${method}`, keyOf(m), { ...m, id: undefined });
      continue;
    }
    if (ignored.has(m.method)) continue;
    const p = m.params ?? {};
    const threadId = p.threadId ?? p.thread?.id;
    const turnId = p.turnId ?? p.turn?.id;
    const scope =
      conn +
      (threadId
        ? num(seenThreads, threadId, 'thread') + (turnId ? `/${num(seenTurns, turnId, 'turn')}` : '')
        : 'global');
    if (m.method === 'item/completed' && p.item?.type === 'commandExecution')
      finalOutput.set(`${conn}${p.item.id}`, p.item);
    if (m.method === LOSSY) {
      const k = `${scope} ${num(seenItems, p.itemId, 'item')}`;
      lossy.set(k, { text: (lossy.get(k)?.text ?? '') + p.delta, id: conn + p.itemId, msg: m });
      continue;
    }
    if (m.method === 'fuzzyFileSearch/sessionUpdated') {
      // a snapshot while walking: only the last one per query is comparable
      const k = `${scope} ${m.method} ${p.sessionId} ${p.query}`;
      if (!lastUpdate.has(k)) {
        lastUpdate.set(k, { ...m });
        push(k, m.method, lastUpdate.get(k));
      } else lastUpdate.get(k).params = p;
      continue;
    }
    if (JOINED.has(m.method)) {
      const k = `${scope} ${m.method} ${p.processId ?? p.processHandle ?? p.itemId} ${p.stream ?? ''}`;
      if (!joined.has(k)) {
        const copy = structuredClone(m);
        joined.set(k, copy);
        push(k, m.method, copy);
      }
      const j = joined.get(k);
      const chunk = p.deltaBase64 !== undefined ? Buffer.from(p.deltaBase64, 'base64').toString('latin1') : p.delta;
      j.params = { ...p, text: (j.params.text ?? '') + chunk, deltaBase64: undefined, delta: undefined };
      continue;
    }
    const lane = FLOATING.has(m.method)
      ? `${scope} ${m.method}`
      : !threadId
        ? `${scope} ${m.method}`
        : turnId || /^(item|turn)\//.test(m.method)
          ? scope
          : `${scope} thread events`;
    const itemId = entries[0]?.parallel && lane === scope ? (p.itemId ?? p.item?.id) : null;
    const msg = m.id === undefined ? m : { ...m, id: undefined, requestId: m.id };
    push(itemId && !/^[0-9a-f]{8}-/.test(itemId) ? `${lane} item ${itemId}` : lane, keyOf(m), msg);
  }
  for (const [k, { text, id, msg }] of lossy) {
    const item = finalOutput.get(id);
    const whole = item?.aggregatedOutput ?? null;
    const quick = !(item?.durationMs >= QUICK_MS); // whether a quick command streams at all is a matter of luck
    const consistent = whole === null || whole.startsWith('«') ? 'unknown' : whole.includes(text);
    push(
      `${k} output`,
      LOSSY,
      {
        method: LOSSY,
        params: { fields: Object.keys(msg.params).sort().join(), consistentWithFinalOutput: consistent },
      },
      quick,
    );
  }
  return lanes;
}

/** Order facts between a response and "its" notifications (only pairs whose order the official server keeps). */
const ORDER = {
  'turn/interrupt': 'turn/completed',
  'thread/archive': 'thread/archived',
  'thread/unarchive': 'thread/unarchived',
};
export function orderFacts(entries) {
  const facts = [];
  const pending = new Map();
  for (const e of entries) {
    if (e.dir === 'c2s' && e.msg?.id !== undefined && ORDER[e.msg.method])
      pending.set(e.msg.id, { method: e.msg.method, seen: false });
    if (e.dir !== 's2c' || !e.msg) continue;
    if (e.msg.method) {
      for (const v of pending.values()) if (ORDER[v.method] === e.msg.method) v.seen = true;
    } else if (pending.has(e.msg.id)) {
      const v = pending.get(e.msg.id);
      facts.push(`${v.method} response ${v.seen ? 'after' : 'before'} ${ORDER[v.method]}`);
      pending.delete(e.msg.id);
    }
  }
  return facts;
}
