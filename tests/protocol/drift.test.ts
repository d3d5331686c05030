// Our schemas against the official ones, type by type: names, fields, required, nullable, words, kinds. What is not
// described here is only what nobody was seen to use: experimental methods, and types that only they reach.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { jsonSchemaFiles } from '@codex/protocol/json-schema.ts';
import { clientRequests, serverNotifications } from '@codex/protocol/methods.ts';
import { describe, expect, it } from 'vitest';
import { officialCodex, officialVersion } from '../../scripts/peers.ts';
import { compareDefinitions, type Difference } from '../../scripts/protocol-compare.ts';
import type { Definitions, Schema } from '../../scripts/protocol-normal.ts';
import { exportedSchemas, readBundle, storedSchemas } from '../../scripts/protocol-official.ts';
import { intendedDifferences, methodsOfClients } from './intended-differences.ts';

const official = storedSchemas();

function ours(experimental: boolean): Definitions {
  return readBundle(jsonSchemaFiles({ experimental }).get('codex_app_server_protocol.schemas.json') ?? '');
}

const scenarios = join(import.meta.dirname, '../oracle/scenarios/public');

/** Experimental methods that a client or a scenario uses. */
function methodsInUse(): Set<string> {
  const texts = readdirSync(scenarios).map((name) => readFileSync(join(scenarios, name), 'utf8'));
  const isUsed = (method: string) => texts.some((text) => text.includes(`"${method}"`));
  return new Set([...methodsOfClients, ...[...experimentalMethods].filter(isUsed)]);
}

interface MessageSchema {
  readonly properties: { readonly method: { readonly enum: readonly string[] }; readonly params?: Schema };
}

function messages(definitions: Definitions, union: string): readonly MessageSchema[] {
  return (definitions[union] as { oneOf: readonly MessageSchema[] }).oneOf;
}

const methodOf = (message: MessageSchema) => message.properties.method.enum[0] ?? '';

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner).slice(String(inner).lastIndexOf('/') + 1)] : referencesIn(inner),
  );
}

function reach(definitions: Definitions, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    pending.push(...referencesIn(definitions[name]));
  }
  return found;
}

/** What of the official types the described methods use; results are found by the name of our own. */
function typesInUse(theirs: Definitions): Set<string> {
  const described = messages(theirs, 'ClientRequest').filter((message) =>
    Object.hasOwn(clientRequests, methodOf(message)),
  );
  const notified = messages(theirs, 'ServerNotification').filter((one) =>
    Object.hasOwn(serverNotifications, methodOf(one)),
  );
  const results = Object.keys(ours(true)).filter((name) => name.endsWith('Response'));
  const params = [...described, ...notified].flatMap((message) => referencesIn(message));
  const unions = ['ServerRequest', 'ClientNotification', 'JSONRPCMessage'];
  return reach(theirs, [...params, ...results.filter((name) => theirs[name] !== undefined), ...unions]);
}

/** The differences that nothing explains. */
function unexplained(differences: readonly Difference[], theirs: Definitions): Difference[] {
  const inUse = typesInUse(theirs);
  const unions = new Set(['ClientRequest', 'ServerNotification']);
  return differences.filter((difference) => {
    const { type, path, is } = difference;
    if (path === '' && is === 'added' && !inUse.has(type) && !unions.has(type)) return false;
    if (unions.has(type) && is === 'added' && isUnused(path)) return false;
    return !intendedDifferences.some((row) => explains(row, difference));
  });
}

const used = methodsInUse();
const isUnused = (path: string) => {
  const method = path.replace(/^method=/, '');
  return experimentalMethods.has(method) && !used.has(method);
};

function explains(row: (typeof intendedDifferences)[number], { type, path }: Difference): boolean {
  return row.type.test(type) && (row.path === undefined ? path === '' : row.path.test(path));
}

describe.each(['stable', 'experimental'] as const)('the %s surface', (surface) => {
  it('is the official one', () => {
    const differences = compareDefinitions(ours(surface === 'experimental'), official[surface]);
    expect(unexplained(differences, official[surface])).toEqual([]);
  });

  it('lists requests and notifications in the official order', () => {
    const names = (definitions: Definitions, union: string) => messages(definitions, union).map(methodOf);
    const definitions = ours(surface === 'experimental');
    for (const union of ['ClientRequest', 'ServerRequest', 'ServerNotification', 'ClientNotification']) {
      const theirs = names(official[surface], union).filter(
        (method) => union !== 'ClientRequest' || !isUnused(method) || Object.hasOwn(clientRequests, method),
      );
      expect(names(definitions, union)).toEqual(theirs);
    }
  });
});

it('has every experimental method that somebody was seen to use', () => {
  expect([...used].filter((method) => !Object.hasOwn(clientRequests, method))).toEqual([]);
});

it('has no reason that explains nothing', () => {
  const differences = (['stable', 'experimental'] as const).flatMap((surface) =>
    compareDefinitions(ours(surface === 'experimental'), official[surface]),
  );
  const idle = intendedDifferences.filter((row) => !differences.some((difference) => explains(row, difference)));
  expect(idle).toEqual([]);
});

it('is compared with what the official program writes', async ({ skip }) => {
  const program = officialCodex();
  if (program === undefined) return skip('the official binary is not installed. Run: npm run setup');
  expect(await exportedSchemas(program, officialVersion)).toEqual(official);
});
