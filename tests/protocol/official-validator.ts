// Whether a value fits an official type, judged by Ajv on the official JSON Schema.
import { Ajv, type ValidateFunction } from 'ajv';
import { storedSchemas } from '../../scripts/protocol-official.ts';

const { experimental } = storedSchemas();

/** The greatest number of 64 bits below 2^64 that a JavaScript number can be. */
const mostOf64 = 2 ** 64 - 2 ** 11;

/** Ranges of the integer formats, on numbers as JavaScript has them: the greatest `int64` is rounded up. */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, mostOf64],
  uint: [0, mostOf64],
};

const ajv = new Ajv({ strict: false, logger: false });
ajv.addFormat('double', true);
for (const [name, [least, most]] of Object.entries(ranges)) {
  ajv.addFormat(name, { type: 'number', validate: (value: number) => value >= least && value <= most });
}
ajv.addSchema({ $id: 'official', definitions: withFlatReferences(experimental) });

const validators = new Map<string, ValidateFunction>();

/** The stored copy has one namespace. */
function withFlatReferences(definitions: object): object {
  return JSON.parse(JSON.stringify(definitions).replaceAll('#/definitions/v2/', '#/definitions/')) as object;
}

export function isOfficialType(name: string): boolean {
  return Object.hasOwn(experimental, name);
}

export function fitsOfficialType(name: string, value: unknown): boolean {
  const validator = validators.get(name) ?? ajv.compile({ $ref: `official#/definitions/${name}` });
  validators.set(name, validator);
  return validator(value) as boolean;
}
