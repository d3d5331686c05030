// Why a value was refused, in the words of Rust's serde: the official server answers with them, and clients show them.

/** Returned, not thrown, by readers: refusing a value is cheap, and alternatives of a union are tried without cost. */
export class Refusal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const wrongType = (value: unknown, expected: string) =>
  new Refusal(`invalid type: ${describe(value)}, expected ${expected}`);

export const wrongValue = (value: unknown, expected: string) =>
  new Refusal(`invalid value: ${describe(value)}, expected ${expected}`);

export const wrongLength = (length: number, expected: string) =>
  new Refusal(`invalid length ${length}, expected ${expected}`);

export const missingField = (name: string) => new Refusal(`missing field \`${name}\``);

export const unknownField = (name: string, known: readonly string[]) =>
  new Refusal(`unknown field \`${name}\`, ${known.length === 0 ? 'there are no fields' : `expected ${list(known)}`}`);

export const unknownVariant = (name: string, known: readonly string[]) =>
  new Refusal(`unknown variant \`${name}\`, expected ${list(known)}`);

export const noVariant = (name: string) => new Refusal(`data did not match any variant of untagged enum ${name}`);

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return names.length <= 2 ? quoted.join(' or ') : `one of ${quoted.join(', ')}`;
}

/** The kind of a JSON value, with the value itself where it is short by nature. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (typeof value === 'number') return `${isWhole(value) ? 'integer' : 'floating point'} \`${value}\``;
  return Array.isArray(value) ? 'sequence' : 'map';
}

/** Whether a number would be an integer in Rust; larger ones are read as floating point there. */
export function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64;
}
