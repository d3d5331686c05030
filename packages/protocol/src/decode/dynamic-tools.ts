// Tools of the client in their older form: each on its own, with the name of its namespace. They become what handlers
// know: namespaces that have tools. A list is wholly of the one form or of the other.
import { Refusal } from './refusal.ts';
import { isObject, type JsonObject, type Reader, type ReaderOf, type SchemaView } from './schema-view.ts';

const text: SchemaView = { type: 'string' };
const optionalText: SchemaView = { anyOf: [text, { type: 'null' }] };
const optionalFlag: SchemaView = { anyOf: [{ type: 'boolean' }, { type: 'null' }] };

const olderTool: SchemaView = {
  type: 'object',
  title: 'LegacyDynamicToolSpec',
  required: ['name', 'description', 'inputSchema'],
  properties: {
    namespace: optionalText,
    name: text,
    description: text,
    inputSchema: {},
    deferLoading: optionalFlag,
    /** The opposite of `deferLoading`, which counts if both are there. */
    exposeToContext: optionalFlag,
  },
};

interface OlderTool {
  readonly namespace?: string | null;
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
  readonly deferLoading?: boolean | null;
  readonly exposeToContext?: boolean | null;
}

/** `readNewer` reads a list of the newer form. */
export function readerOfDynamicTools(readNewer: Reader, readerOf: ReaderOf): Reader {
  const readOlder = readerOf({ type: 'array', items: olderTool });
  return (value) => {
    if (!Array.isArray(value)) return readNewer(value);
    if (value.some(hasType)) return value.every(isNewer) ? readTypes(value, readNewer) : mixedForms;
    if (value.length === 0) return value;
    const read = readOlder(value);
    return read instanceof Refusal ? new Refusal(read.text.replace(numbers, 'number')) : newerForm(read as OlderTool[]);
  };
}

const mixedForms = new Refusal('dynamic tools must use either canonical or legacy format consistently');

/** How the official server calls every number here. */
const numbers = /\b(?:integer|floating point) `[^`]*`/;

function readTypes(values: readonly JsonObject[], read: Reader): unknown {
  const hasNumber = values.some(({ type }) => typeof type === 'number');
  return hasNumber ? new Refusal('invalid type: number, expected variant identifier') : read(values);
}

function hasType(value: unknown): value is JsonObject {
  return isObject(value) && 'type' in value;
}

function isNewer(value: unknown): value is JsonObject {
  if (!hasType(value) || 'namespace' in value || 'exposeToContext' in value) return false;
  return value.type !== 'namespace' || !Array.isArray(value.tools) || value.tools.every(isNewer);
}

/** Namespaces stand where their first tool stood. */
function newerForm(tools: readonly OlderTool[]): JsonObject[] {
  const groups = Map.groupBy(tools, (tool) => tool.namespace ?? tool);
  return [...groups].flatMap(([namespace, members]) => {
    const functions = members.map(functionOf);
    return typeof namespace === 'string'
      ? [{ type: 'namespace', name: namespace, description: '', tools: functions }]
      : functions;
  });
}

function functionOf({ name, description, inputSchema, deferLoading, exposeToContext }: OlderTool): JsonObject {
  const isDeferred = deferLoading ?? exposeToContext === false;
  return { type: 'function', name, description, inputSchema, ...(isDeferred && { deferLoading: true }) };
}
