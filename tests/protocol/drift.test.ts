// Our protocol against the official one: the same methods in the same order, the same files, and type by type the same
// names, fields, required, nullable, words and kinds. What differs on purpose is in intended-differences.ts; methods that
// only this server has are left out.
import { ownMethodNames } from '@codex/protocol/generated/method-names.ts';
import { jsonSchemaFiles } from '@codex/protocol/json-schema.ts';
import { typescriptFiles } from '@codex/protocol/typescript.ts';
import { describe, expect, it } from 'vitest';
import { officialCodex, officialVersion } from '../../scripts/peers.ts';
import { compareDefinitions, type Difference } from '../../scripts/protocol-compare.ts';
import type { Definitions } from '../../scripts/protocol-normal.ts';
import {
  exportedNames,
  exportedSchemas,
  messageUnions,
  readBundle,
  storedNames,
  storedSchemas,
} from '../../scripts/protocol-official.ts';
import { type SchemaDifference, schemaDifferences } from './intended-differences.ts';

const schemas = storedSchemas();
const names = storedNames();
const surfaces = ['stable', 'experimental'] as const;
type SurfaceName = (typeof surfaces)[number];

const optionsOf = (surface: SurfaceName) => ({ experimental: surface === 'experimental', without: ownMethodNames });

function definitionsOf(surface: SurfaceName): Definitions {
  return readBundle(jsonSchemaFiles(optionsOf(surface)).get('codex_app_server_protocol.schemas.json') ?? '');
}

function differencesOf(surface: SurfaceName): Difference[] {
  return compareDefinitions(definitionsOf(surface), schemas[surface]);
}

function explains(row: SchemaDifference, { type, path }: Difference): boolean {
  return row.type.test(type) && row.path.test(path);
}

interface Messages {
  readonly oneOf: readonly { readonly properties: { readonly method: { readonly enum: readonly string[] } } }[];
}

function methodsOf(definitions: Definitions, union: string): string[] {
  return (definitions[union] as unknown as Messages).oneOf.flatMap(({ properties }) => properties.method.enum);
}

describe.each(surfaces)('the %s surface', (surface) => {
  it('has the official types', () => {
    const unexplained = differencesOf(surface).filter(
      (difference) => !schemaDifferences.some((row) => explains(row, difference)),
    );
    expect(unexplained).toEqual([]);
  });

  it('has the official methods, in order', () => {
    const definitions = definitionsOf(surface);
    for (const union of messageUnions) {
      expect(methodsOf(definitions, union)).toEqual(methodsOf(schemas[surface], union));
    }
  });

  it('is exported to the official files', () => {
    const options = optionsOf(surface);
    const ours = [...typescriptFiles(options).keys(), ...jsonSchemaFiles(options).keys()].sort();
    const isThere = (file: string) => surface === 'experimental' || !names.experimentalFiles.includes(file);
    expect(ours).toEqual(names.files.filter(isThere));
  });
});

it('has the official methods in the TypeScript, also those without a schema', () => {
  const files = typescriptFiles(optionsOf('experimental'));
  for (const union of messageUnions) {
    const methods = [...(files.get(`${union}.ts`) ?? '').matchAll(/"method": "([^"]+)"/g)].map(([, method]) => method);
    expect(methods).toEqual(names.methods[union]);
  }
});

it('has no reason that explains nothing', () => {
  const differences = surfaces.flatMap(differencesOf);
  const idle = schemaDifferences.filter((row) => !differences.some((difference) => explains(row, difference)));
  expect(idle).toEqual([]);
});

it('is compared with what the official program writes', { timeout: 60_000 }, async ({ skip }) => {
  const program = officialCodex();
  if (program === undefined) return skip('the official binary is not installed. Run: npm run setup');
  expect(await exportedSchemas(program, officialVersion)).toEqual(schemas);
  expect(await exportedNames(program)).toEqual(names);
});
