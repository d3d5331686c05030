// Every place where our protocol differs from the official one on purpose, and why. A row that explains nothing any more
// fails a test: of schemas in drift.test.ts, of decoding in refusals.test.ts and fuzz.test.ts.

/** Of our schemas from the official ones. */
export interface SchemaDifference {
  readonly type: RegExp;
  /** Where in the type. */
  readonly path: RegExp;
  readonly reason: string;
}

export const schemaDifferences: readonly SchemaDifference[] = [
  {
    type: /^ThreadTimelineEntry$/,
    path: /^type=turn(Started|Completed)\./,
    reason: 'The wire has camelCase, as the official TypeScript says; only the official JSON Schema has other names.',
  },
  {
    type: /^ThreadRealtimeItem$/,
    path: /^type=bemItemPromoted\./,
    reason: 'As in ThreadTimelineEntry: the official TypeScript has camelCase, the JSON Schema does not.',
  },
  {
    type: /^AccountSessionsSwitchResponse$/,
    path: /^<object>\.(login_?id|auth_?url)$/i,
    reason: 'As in ThreadTimelineEntry: the official TypeScript has camelCase, the JSON Schema does not.',
  },
  {
    type: /^App(Links|Tools)Config$/,
    path: /^\{\}$/,
    reason: 'The official TypeScript says what the maps have as values; the JSON Schema leaves it open.',
  },
];

/** Of our decoder from the official server: what is taken, or the words in which it is refused. */
export interface DecodingDifference {
  readonly reason: string;
  /** Whether the official server may decide otherwise. `refusal`: ours, if we refuse. */
  concerns(params: unknown, refusal: string | undefined): boolean;
}

export const decodingDifferences: Readonly<Record<string, DecodingDifference>> = {
  longIntegers: {
    reason:
      'The official server refuses integers beyond 64 bits wherever they stand. A JavaScript number does not tell how ' +
      'it was written, and they mean nothing in any field.',
    concerns: (params) => /[^.\d]-?\d{19,}/.test(` ${JSON.stringify(params)}`),
  },
  shortLists: {
    reason:
      'An object may be written as the list of its fields. Which nullable ones may be left out at its end, our schemas ' +
      'do not tell; no client writes objects so.',
    concerns: (_params, refusal) => /^invalid length/.test(refusal ?? ''),
  },
  flattenedLists: {
    reason:
      'An object that has the fields of another among its own is never read as a list by the official server. Our ' +
      'schemas have no such objects inside objects.',
    concerns: (params) => Array.isArray(params),
  },
};

/** Of the official server from its own JSON Schema; we decide as the server does. */
export const unwrittenRules = {
  /** Texts that are refused although the schema has any text, by the words of the refusal. */
  refusals: ['AbsolutePathBuf deserialized without a base path', 'invalid thread id'] as readonly string[],
  /** Methods whose parameters may be null, which has no schema. */
  nullParams: [
    'account/gatewayOAuth/login',
    'account/gatewayOAuth/read',
    'account/rateLimits/read',
    'account/usage/read',
    'remoteControl/disable',
    'remoteControl/enable',
  ] as readonly string[],
};
