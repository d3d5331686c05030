// Keeps recordings small and free of long prompt texts: a long string becomes a length + sha256 placeholder.
import crypto from 'node:crypto';

const LIMIT = 900;
const HEAD = 60;

/** Where in a message prompt-like text lives; such strings are cut even when short. */
const PROMPT_KEYS = new Set([
  'instructions',
  'base_instructions',
  'baseInstructions',
  'developerInstructions',
  'developer_instructions',
  'model_messages',
  'defaultPrompt',
  'shortDescription',
  'migrationMarkdown',
  'upgradeCopy',
  'instructions_template',
]);

/** Context blocks written by the server for the model. */
const PROMPT_BLOCK =
  /^<(skills_instructions|permissions|tools|collaboration_mode|plugins|apps|turn_aborted|codex_internal_context|multi_agent)/;

/** Volatile words of tool outputs, removed before hashing. */
const VOLATILE = /(?<=Chunk ID: )[0-9a-f]+|(?<=Wall time: )[\d.]+/g;

export const sha = (text) => crypto.createHash('sha256').update(text).digest('hex').slice(0, 16);

export function trimText(text, { force = false, limit = LIMIT, head: headLength = HEAD } = {}) {
  if (text.length <= (force ? 120 : limit)) return text;
  text = text.replace(VOLATILE, '<v>');
  const head = text.slice(0, headLength).replace(/\s+/g, ' ');
  return `«${head}…|len=${text.length}|sha=${sha(text)}»`;
}

/** `replacements` ([from, to] pairs, e.g. run directories) are applied before hashing. */
export function trimValue(value, replacements = [], key = '', limit = LIMIT) {
  if (typeof value === 'string') {
    let text = value;
    if (text.length > 120) for (const [from, to] of replacements) text = text.split(from).join(to);
    const cut = trimText(text, { force: PROMPT_KEYS.has(key) || PROMPT_BLOCK.test(text), limit });
    return cut === text ? value : cut;
  }
  if (Array.isArray(value)) return value.map((v) => trimValue(v, replacements, key, limit));
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, trimValue(v, replacements, k, limit)]));
  return value;
}

/** Tool definitions without their description texts (names and JSON parameters stay). */
export function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([k, v]) => !(k === 'description' && typeof v === 'string'))
      .map(([k, v]) => [
        k,
        k === 'definition' && typeof v === 'string' ? `len=${v.length}|sha=${sha(v)}` : withoutDescriptions(v),
      ]),
  );
}
