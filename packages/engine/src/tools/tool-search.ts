// Finds the tools that the model is not shown from the start, by the words of a query. The model asks by an item of its
// own (`tool_search_call`), and what it is given may be called from then on.
import type { DeferredNamespace } from './registry.ts';
import type { ToolSpec } from './tool.ts';

const DEFAULT_LIMIT = 8;
const MAX_LIMIT = 100;

export const toolSearchSpec: ToolSpec = {
  type: 'tool_search',
  execution: 'client',
  description:
    'Finds tools that are not listed here, by words of their names and descriptions. What it returns can be called next.',
  parameters: {
    type: 'object',
    properties: {
      limit: { type: 'number', description: `How many tools at most. ${DEFAULT_LIMIT} unless given.` },
      query: { type: 'string', description: 'Words for what the tool should do.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
};

interface Candidate {
  readonly namespace: DeferredNamespace;
  readonly spec: ToolSpec;
  readonly words: ReadonlyMap<string, number>;
  readonly length: number;
}

/** The best matches, by namespace, as the model takes them; none for arguments that are no query. */
export function searchTools(namespaces: readonly DeferredNamespace[], args: unknown): ToolSpec[] {
  const { query, limit } = (args ?? {}) as { query?: unknown; limit?: unknown };
  if (typeof query !== 'string') return [];
  const wanted = typeof limit === 'number' ? Math.min(Math.max(0, Math.floor(limit)), MAX_LIMIT) : DEFAULT_LIMIT;
  const found = rank(candidatesOf(namespaces), [...new Set(wordsOf(query))]).slice(0, wanted);
  const groups = Map.groupBy(found, ({ namespace }) => namespace);
  return [...groups].map(([{ name, description }, members]) => ({
    type: 'namespace',
    name,
    description,
    tools: members.map(({ spec }) => deferredSpec(spec)),
  }));
}

function candidatesOf(namespaces: readonly DeferredNamespace[]): Candidate[] {
  return namespaces.flatMap((namespace) =>
    namespace.tools.map(({ spec }) => {
      const words = wordsOf(`${namespace.name} ${spec.name} ${JSON.stringify(spec)}`);
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      return { namespace, spec, words: counts, length: words.length };
    }),
  );
}

/** Best first, by BM25: rare words count more than common ones, and much text does not win by its length. */
function rank(candidates: readonly Candidate[], query: readonly string[]): Candidate[] {
  const mean = candidates.reduce((sum, { length }) => sum + length, 0) / (candidates.length || 1);
  const weights = query.map((word) => {
    const having = candidates.filter(({ words }) => words.has(word)).length;
    return Math.log(1 + (candidates.length - having + 0.5) / (having + 0.5));
  });
  const score = ({ words, length }: Candidate) =>
    query.reduce((sum, word, index) => {
      const count = words.get(word) ?? 0;
      const part = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / mean));
      return sum + (weights[index] ?? 0) * part;
    }, 0);
  const scored = candidates.map((candidate) => ({ candidate, points: score(candidate) }));
  return scored
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ candidate }) => candidate);
}

/** `lookUp_the-customer` has the words look, up, the, customer. */
function wordsOf(text: string): string[] {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function deferredSpec({ type, name, description, strict, ...rest }: ToolSpec): ToolSpec {
  return { type, name, description, strict, defer_loading: true, ...rest } as ToolSpec;
}
