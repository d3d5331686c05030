// What the server says of its own use of the machine.
import type { Static } from 'typebox';
import { nullish, struct, uint32, uint64 } from '../schema.ts';
import { Type } from '../type.ts';

/** No parameters. */
export const ServerDiagnosticsParams = struct('ServerDiagnosticsParams', {});
export type ServerDiagnosticsParams = Static<typeof ServerDiagnosticsParams>;

/** The process; memory is null where the system does not tell. */
export const ServerDiagnosticsProcess = struct('ServerDiagnosticsProcess', {
  id: uint32,
  residentMemoryBytes: nullish(uint64),
  /** What the system charges the process with; macOS only. */
  physicalFootprintBytes: nullish(uint64),
});
export type ServerDiagnosticsProcess = Static<typeof ServerDiagnosticsProcess>;

/** A number that goes up and down, such as how many threads are loaded. */
export const ServerDiagnosticsGauge = struct('ServerDiagnosticsGauge', {
  name: Type.String(),
  value: uint64,
});
export type ServerDiagnosticsGauge = Static<typeof ServerDiagnosticsGauge>;

/** The process and its gauges. */
export const ServerDiagnosticsResponse = struct('ServerDiagnosticsResponse', {
  process: ServerDiagnosticsProcess,
  gauges: Type.Array(ServerDiagnosticsGauge),
});
export type ServerDiagnosticsResponse = Static<typeof ServerDiagnosticsResponse>;
