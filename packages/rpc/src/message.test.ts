import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, type Message, parse } from './message.ts';

const silent = [
  '',
  '   ',
  '{not json',
  '[]',
  '"text"',
  '7',
  'null',
  '{"id":900}',
  '{"id":1,"error":"x"}',
  '{"id":1,"error":{"code":1.5,"message":"x"}}',
  '{"id":{},"result":{}}',
  '{"id":1,"method":"a"}{"id":2,"method":"b"}',
  '\ufeff{"id":1,"method":"a"}',
];

describe('parse', () => {
  it.each(silent)('finds no message in %j', (text) => expect(parse(text)).toBeUndefined());

  it.each(['1.5', '2.0', '1e2', '-3E0', 'null', 'true', '{}', '[1]', '9223372036854775808', '1e300'])(
    'takes a method with the id %s for a notification',
    (id) => expect(parse(`{"id":${id},"method":"m"}`)).toEqual({ method: 'm' }),
  );

  it.each(['0', '-5', '"a"', '""', '9007199254740993', '9223372036854775807', '-9223372036854775808'])(
    'echoes the id %s exactly, whatever other ids the text has',
    (id) => {
      const message = parse(`{"params":{"id":1},"id":${id},"method":"m","jsonrpc":"2.0"}`);
      if (!message || !('id' in message)) throw new Error('no request');
      expect(encode({ id: message.id, result: {} })).toBe(`{"id":${id},"result":{}}`);
    },
  );

  it('takes an integer for one beside ids that are none', () => {
    expect(parse('{"params":{"id":2.0},"id":3,"method":"m"}')).toEqual({ params: { id: 2 }, id: 3, method: 'm' });
    expect(parse('{"id":0,"result":{"id": 1e2}}')).toEqual({ id: 0, result: { id: 100 } });
  });

  it('tells absent and null parameters from empty ones', () => {
    expect(parse('{"id":1,"method":"m","params":null}')).toEqual({ method: 'm', id: 1 });
    expect(parse('{"id":1,"method":"m","params":{}}')).toEqual({ method: 'm', id: 1, params: {} });
  });

  it('reads what encode writes', () => {
    const id = fc.oneof(fc.string(), fc.maxSafeInteger());
    const params = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }));
    const error = fc.record({ code: fc.integer(), message: fc.string() });
    const message = fc.oneof(
      fc.record({ method: fc.string(), id, params }),
      fc.record({ method: fc.string(), params, emittedAtMs: fc.nat() }),
      fc.record({ id, result: params }),
      fc.record({ error, id }),
    );
    fc.assert(
      fc.property(message, (value) => {
        const text = encode(value as Message);
        expect(text).not.toContain('\n');
        expect(parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('encode', () => {
  it('keeps the member order of the wire', () => {
    expect(encode({ id: 1, result: { a: 1 } })).toBe('{"id":1,"result":{"a":1}}');
    expect(encode({ id: 1, error: { code: -32600, message: 'no' } })).toBe(
      '{"error":{"code":-32600,"message":"no"},"id":1}',
    );
    expect(encode({ id: 'x', result: undefined })).toBe('{"id":"x","result":null}');
  });

  it('writes a notification once for all connections', () => {
    let writes = 0;
    const counted = { toJSON: () => ++writes };
    const message = { method: 'm', params: counted };
    expect(encode(message)).toBe(encode(message));
    expect(writes).toBe(1);
  });
});
