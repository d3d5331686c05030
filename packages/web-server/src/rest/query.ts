// Query strings have only text: turns it into what the schema of the parameter says. Text that does not fit stays text,
// so that the schema check refuses it.
import type { TSchema } from 'typebox';
import { snakeCase } from './naming.ts';

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Node {
  readonly type?: string;
  readonly anyOf?: readonly Node[];
}

type Reader = (values: readonly string[]) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  integer: ([text = '']) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
  number: ([text = '']) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text),
  boolean: ([text = '']) => (text === 'true' || text === 'false' ? text === 'true' : text),
  // A list is a repeated key or comma separated.
  array: (values) => values.flatMap((text) => text.split(',')).filter((text) => text !== ''),
};

/** `schema` describes the wire's parameters; keys stay as they are. */
export function readQuery(schema: TSchema, query: Query): Record<string, unknown> {
  const properties = new Map<string, Node>();
  for (const [key, node] of Object.entries((schema as { properties?: Record<string, Node> }).properties ?? {})) {
    properties.set(key, node).set(snakeCase(key), node);
  }
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => {
      const values = value === undefined ? [] : [value].flat();
      const node = properties.get(key);
      const read =
        node &&
        typesOf(node)
          .map((type) => readers[type])
          .find((reader) => reader !== undefined);
      return [key, read ? read(values) : values.at(-1)];
    }),
  );
}

function typesOf(node: Node): string[] {
  return node.anyOf ? node.anyOf.flatMap(typesOf) : [node.type ?? ''];
}
