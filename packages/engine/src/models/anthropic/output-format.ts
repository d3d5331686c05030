// A JSON Schema as the Messages API takes it for structured output: objects are closed, and what its compiler refuses to
// enforce is told in the description instead.

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that hold schemas: one, several, or one per name. */
const nested = new Set(['items', 'anyOf', 'allOf', 'not']);
const byName = new Set(['properties', '$defs', 'definitions']);
const kept = new Set(['type', 'description', 'title', 'enum', 'const', 'default', 'required', '$ref', 'format']);
/** Added anew. */
const dropped = new Set(['additionalProperties', '$schema']);

export function closedSchema(schema: unknown): Record<string, unknown> {
  if (typeof schema !== 'object' || schema === null) return {};
  const source = schema as Schema;
  const result: Record<string, unknown> = {};
  const told: string[] = [];
  for (const [key, value] of Object.entries(source)) {
    if (kept.has(key)) result[key] = value;
    else if (key === 'oneOf') result.anyOf = closedList(value);
    else if (nested.has(key)) result[key] = Array.isArray(value) ? closedList(value) : closedSchema(value);
    else if (byName.has(key)) result[key] = closedMembers(value);
    else if (!dropped.has(key)) told.push(`${key}: ${JSON.stringify(value)}`);
  }
  if (source.type === 'object' || source.properties) result.additionalProperties = false;
  if (told.length > 0) result.description = [source.description, `(${told.join(', ')})`].filter(Boolean).join(' ');
  return result;
}

function closedList(value: unknown): unknown[] {
  return Array.isArray(value) ? value.map(closedSchema) : [];
}

function closedMembers(value: unknown): Schema {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, closedSchema(schema)]));
}
