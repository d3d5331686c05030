// Normalisation of recorded messages: volatile values become comparable tokens.

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Keys whose value is a time or a duration: only null / not null is compared. */
const TIME_KEY =
  /(^|[a-z_])(At|AtMs|Ms)$|^(startedAt|completedAt|createdAt|updatedAt|timestamp|durationMs|emittedAtMs|createdAtMs|modifiedAtMs|timeUsedSeconds|created_at|updated_at|started_at|completed_at|duration_ms|mtime|create_time)$/;
const TIME_KEY_KEEP = new Set(['timeoutMs', 'resetsAt']);
/** Keys whose value is an opaque server-chosen token: unified across recordings like an id. */
const OPAQUE_KEY = new Set([
  'processId',
  'nextCursor',
  'backwardsCursor',
  'cursor',
  'version',
  'installationId',
  'revision',
  'etag',
  'currentHash',
  'serverName',
  'sha256',
  'session_id',
  'requestId',
]);
/** Keys that differ by construction between implementations or machines. */
const MACHINE_KEY = new Set([
  'agentNickname',
  'userAgent',
  'cliVersion',
  'serverVersion',
  'platformOs',
  'platformFamily',
]);

/** Arrays whose order is the file system's. */
const UNORDERED = new Set(['entries', 'changedPaths']);

/** `meta.volatile` (from the scenario) adds keys of which only the type is compared. */
export function makeNormaliser(meta) {
  const volatile = new Set(meta?.volatile ?? []);
  const paths = Object.entries(meta?.paths ?? {})
    .map(([k, v]) => [v, `<${k}>`])
    .sort((a, b) => b[0].length - a[0].length);
  const port = meta?.modelPort
    ? [
        [`127.0.0.1:${meta.modelPort}`, '<model>'],
        [`localhost:${meta.modelPort}`, '<model>'],
      ]
    : [];

  const text = (s) => {
    if (s.startsWith('«Invalid request: unknown variant')) return s.slice(0, 50);
    for (const [from, to] of [...paths, ...port]) s = s.split(from).join(to);
    return s
      .replace(/\b\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(\.\d+)?(Z|\+00:00)?/g, '<time>')
      .replace(/\b\d{4}[/-]\d\d[/-]\d\d\b/g, '<date>')
      .replace(/\b0\.\d{2,3}\.\d+(-[a-z]+(\.\d+)?)?\b/g, '<version>')
      .replace(/Wall time: [\d.]+ seconds/g, 'Wall time: <s> seconds')
      .replace(/\b(after|in|took|for|within) \d+(\.\d+)?\s?(ms|milliseconds|s|seconds)\b/g, '$1 <s>')
      .replace(/Chunk ID: [0-9a-f]+/g, 'Chunk ID: <chunk>')
      .replace(/(session ID|PID|pid) \d+/g, '$1 <n>')
      .replace(/sha256:[0-9a-f]{64}/g, '<sha256>')
      .replace(/("session_id\\?":\s*)\d+/g, '$1<n>')
      .replace(/(\\?"(?:createdAt|updatedAt|timeUsedSeconds|tokensUsed)\\?":\s*)\d+/g, '$1<time>')
      .replace(/(\\?"nickname\\?":\s*\\?")[^"\\]+/g, '$1<nickname>')
      .replace(/duration: [\d.]+(ms|µs|s)/g, 'duration: <s>');
  };

  /** -> a leaf: {kind, ...}; compared by compareLeaf(). */
  const leaf = (value, key) => {
    if (MACHINE_KEY.has(key) || volatile.has(key)) return { kind: 'machine', type: typeof value };
    if (
      TIME_KEY.test(key) &&
      !TIME_KEY_KEEP.has(key) &&
      (value === null || typeof value === 'number' || typeof value === 'string')
    )
      return { kind: 'time', isNull: value === null };
    if (OPAQUE_KEY.has(key) && (typeof value === 'string' || typeof value === 'number'))
      return { kind: 'opaque', id: `${key}:${value}` };
    if (typeof value !== 'string') return { kind: 'value', value };
    const t = text(value);
    const ids = t.match(UUID);
    if (!ids) return { kind: 'value', value: t };
    return { kind: 'ids', template: t.replace(UUID, '<uuid>'), ids: ids.map((s) => s.toLowerCase()) };
  };

  /** Flatten to [path, leaf] pairs; empty containers are leaves too. */
  const flatten = (value, path = '', key = '', out = []) => {
    if (Array.isArray(value)) {
      if (UNORDERED.has(key)) value = [...value].sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
      if (!value.length) out.push([path, { kind: 'value', value: '[]' }]);
      for (const [i, v] of value.entries()) flatten(v, `${path}[${i}]`, key, out);
    } else if (value && typeof value === 'object') {
      const keys = Object.keys(value);
      if (!keys.length) out.push([path, { kind: 'value', value: '{}' }]);
      const uuidKeys = keys.filter((k) => k.replace(UUID, '') !== k).sort(); // a map keyed by ids: UUIDv7 keys sort by creation
      for (const k of keys) {
        const name = uuidKeys.includes(k) ? `<id ${uuidKeys.indexOf(k) + 1}>` : text(k);
        flatten(value[k], path ? `${path}.${name}` : name, k, out);
      }
    } else out.push([path, leaf(value, key)]);
    return out;
  };
  return { text, flatten };
}

/** One-to-one binding of ids of recording A to ids of recording B. */
export class Bijection {
  ab = new Map();
  ba = new Map();
  same(a, b) {
    if (!this.ab.has(a) && !this.ba.has(b)) {
      this.ab.set(a, b);
      this.ba.set(b, a);
      return true;
    }
    return this.ab.get(a) === b && this.ba.get(b) === a;
  }
}

export function compareLeaf(a, b, ids) {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'machine':
      return a.type === b.type;
    case 'time':
      return a.isNull === b.isNull;
    case 'opaque':
      return ids.same(a.id, b.id);
    case 'ids':
      return a.template === b.template && a.ids.length === b.ids.length && a.ids.every((x, i) => ids.same(x, b.ids[i]));
    default:
      return a.value === b.value;
  }
}

export const showLeaf = (l) =>
  l === undefined
    ? '(absent)'
    : l.kind === 'value'
      ? JSON.stringify(l.value)
      : l.kind === 'ids'
        ? JSON.stringify(l.template)
        : l.kind === 'time'
          ? l.isNull
            ? 'null'
            : '<time>'
          : l.kind === 'opaque'
            ? `<${l.id}>`
            : `<${l.kind}>`;
