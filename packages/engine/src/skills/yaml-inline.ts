// Values of YAML that stand within a line: quoted scalars, flow lists and flow maps.
import type { Place, YamlNode } from './yaml.ts';

/** The quoted scalar that the text begins with; null while its end is missing. */
export function quotedScalar(text: string): { readonly text: string; readonly length: number } | null {
  const isDouble = text.startsWith('"');
  const end = isDouble ? doubleEnd(text) : singleEnd(text);
  if (end < 0) return null;
  const inside = text.slice(1, end);
  return { text: isDouble ? unescaped(inside) : inside.replaceAll("''", "'"), length: end + 1 };
}

function doubleEnd(text: string): number {
  for (let i = 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return -1;
}

function singleEnd(text: string): number {
  for (let i = 1; i < text.length; i += 1) {
    if (text[i] !== "'") continue;
    if (text[i + 1] !== "'") return i;
    i += 1;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  _: '\u00a0',
};

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, ...found: string[]) => {
    const [byte, unit, sign = ''] = found;
    const code = byte ?? unit;
    return code === undefined ? (escapes[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16));
  });
}

/** A flow list or map that fills the rest of a line; null when the text is something else. */
export function readFlow(text: string, place: Place, maxDepth: number): YamlNode | null {
  const found = flowValue(text, 0, place, maxDepth);
  return found && /^\s*(?:#.*)?$/.test(text.slice(found.end)) ? found.node : null;
}

interface Found {
  readonly node: YamlNode;
  readonly end: number;
}

/** `key`: of a map. */
type FoundMember = Found & { readonly key?: string };

function flowValue(text: string, from: number, place: Place, depth: number): Found | null {
  const start = skipSpace(text, from);
  const open = text[start];
  if (open === '[' || open === '{') return depth > 0 ? flowMembers(text, start, place, depth - 1) : null;
  if (open === '"' || open === "'") {
    const quoted = quotedScalar(text.slice(start));
    return quoted && { node: scalar(quoted.text, true, place), end: start + quoted.length };
  }
  const plain = /^(?:[^,[\]{}:#]|:(?=[^\s,\]}])|(?<=\S)#)*/.exec(text.slice(start))?.[0] ?? '';
  return { node: scalar(plain.trim(), false, place), end: start + plain.length };
}

function flowMembers(text: string, start: number, place: Place, depth: number): Found | null {
  const isMap = text[start] === '{';
  const close = isMap ? '}' : ']';
  const items: YamlNode[] = [];
  const entries = new Map<string, YamlNode>();
  let at = skipSpace(text, start + 1);
  while (text[at] !== close) {
    const member: FoundMember | null = isMap ? flowEntry(text, at, place, depth) : flowValue(text, at, place, depth);
    if (!member || member.end === at) return null;
    if (member.key !== undefined) entries.set(member.key, member.node);
    else items.push(member.node);
    at = skipSpace(text, member.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== close) return null;
  }
  const node: YamlNode = isMap ? { kind: 'map', entries, ...place } : { kind: 'list', items, ...place };
  return { node, end: at + 1 };
}

function flowEntry(text: string, from: number, place: Place, depth: number): FoundMember | null {
  const key = flowValue(text, from, place, depth);
  if (key?.node.kind !== 'scalar' || text[key.end] !== ':') return null;
  const value = flowValue(text, key.end + 1, place, depth);
  return value && { ...value, key: key.node.text };
}

function scalar(text: string, isQuoted: boolean, place: Place): YamlNode {
  return { kind: 'scalar', text, isQuoted, ...place };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}
