// An example value of any type of the protocol: every required field, and those of the optional ones that are in the
// table of words. Names of fields decide what stands in them, so that examples read like messages.
import type { Shape } from '@codex/protocol/documents/shape.ts';

export type Types = ReadonlyMap<string, Shape>;

const threadId = '019f3b1c-5a0e-7c31-9d5e-0c8b7a6f5e4d';
const turnId = '019f3b1c-6b42-7a10-8f3b-2d1c0b9a8e7f';

/** Texts by the name of their field; other fields have their name as text. */
const texts: Readonly<Record<string, string>> = {
  threadId,
  conversationId: threadId,
  turnId,
  cwd: '/home/me/project',
  codexHome: '/home/me/.codex',
  path: '/home/me/project/README.md',
  sourcePath: '/home/me/project/README.md',
  destinationPath: '/home/me/project/README.bak.md',
  model: 'gpt-5.5',
  modelProvider: 'openai',
  text: 'Which files are here?',
  name: 'my-client',
  version: '1.0.0',
  command: 'ls -la',
  url: 'https://example.com/',
  delta: 'Hello',
  message: 'Something to know.',
  itemId: 'item_1',
  callId: 'call_1',
  id: 'id_1',
  dataBase64: 'aGVsbG8K',
  deltaBase64: 'aGVsbG8K',
};

const numbers: Readonly<Record<string, number>> = {
  startedAt: 1_789_000_000,
  completedAt: 1_789_000_060,
  createdAt: 1_789_000_000,
  updatedAt: 1_789_000_060,
};

/** Lists by the name of their field; other lists have one item. */
const lists: Readonly<Record<string, readonly string[]>> = { command: ['ls', '-la'] };

/** Optional fields that are shown all the same. */
const shown: ReadonlySet<string> = new Set(['cwd', 'model']);

/** The example of a named type. Types that contain themselves end where they would do so again. */
export function exampleOf(name: string, types: Types): unknown {
  return exampleValue({ kind: 'ref', name }, { field: name, types, open: new Set() });
}

interface Context {
  /** The name of the nearest field. */
  readonly field: string;
  readonly types: Types;
  /** Types that are being written. */
  readonly open: ReadonlySet<string>;
}

type Writer<K extends Shape['kind']> = (shape: Extract<Shape, { kind: K }>, context: Context) => unknown;

const writers: { readonly [K in Shape['kind']]: Writer<K> } = {
  any: () => ({}),
  ref: ({ name }, context) => {
    const shape = context.types.get(name);
    if (shape === undefined) throw new Error(`no type ${name}`);
    return exampleValue(shape, { ...context, open: new Set([...context.open, name]) });
  },
  scalar: ({ type, keywords }, { field }) => {
    if (type === 'string') return texts[field] ?? (/path|root|dir|folder/i.test(field) ? '/home/me/project' : field);
    if (type === 'boolean') return true;
    return type === 'null' ? null : Math.max(numbers[field] ?? 1, Number(keywords.minimum ?? 0));
  },
  words: ({ words }) => words[0],
  list: ({ items }, context) => {
    const known = items.kind === 'scalar' ? lists[context.field] : undefined;
    return known ?? (isOpen(items, context) ? [] : [exampleValue(items, context)]);
  },
  map: ({ values }, context) => (isOpen(values, context) ? {} : { key: exampleValue(values, context) }),
  object: ({ fields }, context) => {
    const kept = fields.filter(({ name, required }) => required || shown.has(name));
    return Object.fromEntries(kept.map(({ name, shape }) => [name, exampleValue(shape, { ...context, field: name })]));
  },
  nullable: ({ value }, context) => (isOpen(value, context) ? null : exampleValue(value, context)),
  union: ({ variants }, context) => {
    const variant = variants.find((one) => !isOpen(one, context)) ?? variants[0];
    return variant && exampleValue(variant, context);
  },
};

function isOpen(shape: Shape, { open }: Context): boolean {
  return shape.kind === 'ref' && open.has(shape.name);
}

function exampleValue(shape: Shape, context: Context): unknown {
  const write = writers[shape.kind] as Writer<Shape['kind']>;
  return write(shape as never, context);
}
