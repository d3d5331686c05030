// Where our schemas differ from the official ones on purpose. A row that explains nothing any more fails the drift test.

export interface IntendedDifference {
  readonly type: RegExp;
  /** Where in the type. */
  readonly path: RegExp;
  readonly reason: string;
}

export const intendedDifferences: readonly IntendedDifference[] = [
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
