// The essential shape of a model request and of a rollout file (no prompt texts).
import { sha, trimText } from './trim.mjs';

const CONTEXT_ROLES = new Set(['developer', 'system']);

/** "<tag>" when the text is an XML-ish context block, else null. */
const tagOf = (text) => /^\s*<([A-Za-z_][\w-]*)/.exec(text)?.[1] ?? null;

function contentShape(part, role) {
  if (part.type === 'input_image')
    return {
      type: part.type,
      url: String(part.image_url ?? '').slice(0, 30),
      ...(part.detail ? { detail: part.detail } : {}),
    };
  const text = part.text ?? '';
  const tag = tagOf(text);
  if (CONTEXT_ROLES.has(role) || tag) {
    return {
      type: part.type,
      tag,
      len: text.length,
      sha: sha(text),
      ...(tag ? {} : { head: text.slice(0, 40).replace(/\s+/g, ' ') }),
    };
  }
  return {
    type: part.type,
    text: trimText(text, { limit: role === 'tool' ? undefined : 160, head: role === 'tool' ? undefined : 30 }),
  };
}

function outputShape(output) {
  if (typeof output === 'string') return trimText(output);
  if (Array.isArray(output)) return output.map((p) => contentShape(p, 'tool'));
  return output;
}

function inputShape(item) {
  switch (item.type) {
    case 'message':
      return {
        type: item.type,
        role: item.role,
        ...(item.phase ? { phase: item.phase } : {}),
        content: (item.content ?? []).map((c) => contentShape(c, item.role)),
      };
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { type: item.type, call_id: item.call_id, output: outputShape(item.output) };
    case 'function_call':
      return { type: item.type, call_id: item.call_id, name: item.name, arguments: trimText(item.arguments ?? '') };
    case 'custom_tool_call':
      return { type: item.type, call_id: item.call_id, name: item.name, input: trimText(item.input ?? '') };
    case 'reasoning':
      return { type: item.type, summary: item.summary, encrypted: item.encrypted_content ?? null };
    case 'additional_tools':
      return { type: item.type, tools: (item.tools ?? []).map(toolName) };
    default:
      return { type: item.type, keys: Object.keys(item).sort() };
  }
}

const toolName = (t) =>
  t.type === 'namespace' ? `${t.name}{${(t.tools ?? []).map((x) => x.name).join(',')}}` : (t.name ?? t.type);

export function requestShape(entry) {
  const b = entry.body ?? {};
  return {
    n: entry.n,
    path: entry.path,
    headers: Object.keys(entry.headers)
      .filter((h) => !['host', 'content-length', 'accept-encoding', 'connection', 'transfer-encoding'].includes(h))
      .sort(),
    keys: Object.keys(b).sort(),
    model: b.model,
    tool_choice: b.tool_choice,
    parallel_tool_calls: b.parallel_tool_calls,
    reasoning: b.reasoning ?? null,
    store: b.store,
    include: b.include,
    text: b.text ?? null,
    service_tier: b.service_tier ?? null,
    clientMetadataKeys: Object.keys(b.client_metadata ?? {}).sort(),
    instructions: b.instructions ? { len: b.instructions.length, sha: sha(b.instructions) } : null,
    tools: (b.tools ?? []).map(toolName),
    input: (b.input ?? []).map(inputShape),
  };
}

/** Line types of a rollout file, e.g. ["session_meta","event_msg/task_started",...]. */
export function rolloutShape(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      try {
        const o = JSON.parse(line);
        const sub = o.payload?.type ?? null;
        const item = o.payload?.item?.type;
        return [o.type, sub, item].filter(Boolean).join('/');
      } catch {
        return '(not json)';
      }
    });
}
