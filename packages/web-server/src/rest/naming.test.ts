// naming.ts: the round trip over random values of every schema of the wire, and the rules of spelling one by one.
import { clientRequests, serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import fc from 'fast-check';
import { type TSchema, Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { naming, snakeCase } from './naming.ts';

const schemas: Array<[string, TSchema]> = [
  ...Object.entries({ ...clientRequests, ...serverRequests }).flatMap(
    ([method, spec]): Array<[string, TSchema]> => [
      [`${method} params`, spec.params],
      [`${method} result`, spec.result],
    ],
  ),
  ...Object.entries(serverNotifications),
];

describe('naming', () => {
  test.each(schemas)('%s: there and back is the same value', (_, schema) => {
    const { toRest, toWire } = naming(schema);
    fc.assert(
      fc.property(valuesOf(schema), (value) => {
        expect(toWire(toRest(value))).toEqual(value);
        expect(toWire(value)).toEqual(value);
      }),
      { numRuns: 40 },
    );
  });

  test('keys become snake_case, values and map keys do not', () => {
    const { toRest } = naming(
      Type.Object({
        threadId: Type.String(),
        byName: Type.Record(Type.String(), Type.Object({ exitCode: Type.Integer() })),
        extraData: Type.Unknown(),
        text_elements: Type.Array(Type.Object({ byteRange: Type.Integer() })),
      }),
    );
    const wire = {
      threadId: 'camelCase',
      byName: { someKey: { exitCode: 1 } },
      extraData: { leftAlone: 1 },
      text_elements: [{ byteRange: 1 }],
    };
    expect(toRest(wire)).toEqual({
      thread_id: 'camelCase',
      by_name: { someKey: { exit_code: 1 } },
      extra_data: { leftAlone: 1 },
      text_elements: [{ byte_range: 1 }],
    });
  });

  test('both spellings come in; snake_case wins; unknown keys pass', () => {
    const { toWire } = naming(clientRequests['thread/start'].params);
    expect(toWire({ approvalPolicy: 'never', model_provider: 'x', newThing: 1 })).toEqual({
      approvalPolicy: 'never',
      modelProvider: 'x',
      newThing: 1,
    });
    expect(toWire({ approvalPolicy: 'never', approval_policy: 'on-request' })).toEqual({
      approvalPolicy: 'on-request',
    });
    expect(toWire({ approval_policy: 'on-request', approvalPolicy: 'never' })).toEqual({
      approvalPolicy: 'on-request',
    });
  });

  test('the key of a variant keeps its spelling, the fields inside do not', () => {
    const error = naming(serverNotifications.error);
    const wire = {
      threadId: 't',
      turnId: 'u',
      willRetry: true,
      error: { message: 'm', codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: null } } },
    };
    const rest = {
      thread_id: 't',
      turn_id: 'u',
      will_retry: true,
      error: { message: 'm', codex_error_info: { responseStreamDisconnected: { http_status_code: null } } },
    };
    expect(error.toRest(wire)).toEqual(rest);
    const spelled = {
      ...rest,
      error: { codex_error_info: { response_stream_disconnected: { http_status_code: 500 } } },
    };
    expect(error.toWire(spelled)).toEqual({
      threadId: 't',
      turnId: 'u',
      willRetry: true,
      error: { codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: 500 } } },
    });
  });

  test('a map key called __proto__ stays data', () => {
    const { toRest } = naming(Type.Object({ map: Type.Record(Type.String(), Type.Object({ aB: Type.Integer() })) }));
    const out = toRest(JSON.parse('{"map":{"__proto__":{"aB":1}}}'));
    expect(JSON.stringify(out)).toBe('{"map":{"__proto__":{"a_b":1}}}');
  });

  test('an alternative that is opaque beside a typed one is refused at compile time', () => {
    const unclear = Type.Object({ a: Type.Union([Type.Unknown(), Type.Object({ bC: Type.String() })]) });
    expect(() => naming(unclear)).toThrow('opaque');
  });

  test.each([
    ['threadId', 'thread_id'],
    ['deltaBase64', 'delta_base64'],
    ['_meta', '_meta'],
    ['move_path', 'move_path'],
  ])('snakeCase(%s) is %s', (from, to) => expect(snakeCase(from)).toBe(to));
});

/** Random values of a schema, as far as the protocol uses JSON Schema. */
function valuesOf(schema: TSchema): fc.Arbitrary<unknown> {
  const node = schema as Record<string, unknown> & TSchema;
  if (Array.isArray(node.anyOf)) return fc.oneof(...node.anyOf.map((one: TSchema) => valuesOf(one)));
  if ('const' in node) return fc.constant(node.const);
  if (Array.isArray(node.enum)) return fc.constantFrom(...node.enum);
  return byType[String(node.type)]?.(node) ?? fc.jsonValue({ maxDepth: 2 });
}

const byType: Record<string, (node: Record<string, unknown>) => fc.Arbitrary<unknown>> = {
  string: () => fc.string({ maxLength: 8 }),
  integer: () => fc.nat(),
  number: () => fc.nat(),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: (node) => fc.array(valuesOf(node.items as TSchema), { maxLength: 2 }),
  object: (node) => {
    const [pattern] = Object.values((node.patternProperties ?? {}) as Record<string, TSchema>);
    if (pattern) return fc.dictionary(fc.constantFrom('aB', 'c_d', '__x', 'E'), valuesOf(pattern), { maxKeys: 2 });
    const properties = Object.entries((node.properties ?? {}) as Record<string, TSchema>);
    const requiredKeys = (node.required ?? []) as string[];
    return fc.record(Object.fromEntries(properties.map(([key, one]) => [key, valuesOf(one)])), { requiredKeys });
  },
};
