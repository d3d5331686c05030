// Where our schemas differ from the official ones on purpose. A row that explains nothing any more fails the drift test.

export interface IntendedDifference {
  readonly type: RegExp;
  /** Where in the type; absent: the type as a whole is ours or theirs alone. */
  readonly path?: RegExp;
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
];

/** Experimental methods that clients were seen to use; those of the scenarios are read from them. */
export const methodsOfClients: readonly string[] = [
  'account/bedrock/checkGovCloudRequirements',
  'collaborationMode/list',
  'thread/backgroundTerminals/list',
  'thread/queue/add',
  'thread/readState/update',
  'thread/search',
  'thread/settings/update',
];
