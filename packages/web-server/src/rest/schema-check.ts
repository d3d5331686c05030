// Checks values against the protocol's schemas and reports what is wrong in the spelling of REST.
import { Type } from '@codex/protocol/type.ts';
import type { TProperties, TSchema } from 'typebox';
import type { Validator } from 'typebox/compile';
import { invalidRequest } from './errors.ts';
import { snakeCase } from './naming.ts';
import { type Query, readQuery } from './query.ts';
import type { Fields } from './route.ts';

interface Problem {
  /** Dotted, snake_case; empty for the value itself. */
  readonly field: string;
  readonly message: string;
}

const validators = new WeakMap<object, Validator>();
let compiler: Promise<typeof import('typebox/compile')> | undefined;

/** Throws 400 with the fields in `details`. The compiler is loaded by the first check, not at start. */
export async function checkValue(schema: TSchema, value: unknown): Promise<void> {
  compiler ??= import('typebox/compile');
  const { Compile } = await compiler;
  const validator = validators.get(schema) ?? Compile(schema);
  validators.set(schema, validator);
  if (validator.Check(value)) return;
  const problems = describe(validator, value);
  const first = problems[0];
  const where = first?.field ? `${first.field}: ` : '';
  throw invalidRequest(`Invalid request: ${where}${first?.message ?? 'does not match the schema'}`, problems);
}

const taken = new WeakMap<object, TSchema>();

/** Checks the fields that a row of the table takes; null is as good as nothing where nothing is. */
export async function checkTaken(takes: TProperties, query: Query, body: Fields): Promise<void> {
  const schema = taken.get(takes) ?? Type.Object(takes);
  taken.set(takes, schema);
  const given = Object.entries({ ...readQuery(schema, query), ...body });
  const required: readonly string[] = (schema as { required?: string[] }).required ?? [];
  await checkValue(
    schema,
    Object.fromEntries(given.filter(([name, value]) => value != null || required.includes(name))),
  );
}

function describe(validator: Validator, value: unknown): Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of validator.Errors(value)) {
    const field = error.instancePath.split('/').slice(1).map(snakeCase).join('.');
    const message = inRestWords(error.message);
    problems.set(`${field} ${message}`, { field, message });
  }
  // Of a union every alternative complains; the deepest complaints say most.
  return [...problems.values()].sort((a, b) => depth(b) - depth(a)).slice(0, 5);
}

/** Some messages name fields. */
function inRestWords(message: string): string {
  return message.startsWith('must have required properties') ? snakeCase(message) : message;
}

function depth(problem: Problem): number {
  return problem.field === '' ? 0 : problem.field.split('.').length;
}
