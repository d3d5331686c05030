// Tasks that a plugin suggests to run regularly.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32, union } from '../schema.ts';
import { Type } from '../type.ts';

/** A day of the week. */
export const ScheduledTaskWeekday = stringEnum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
export type ScheduledTaskWeekday = Static<typeof ScheduledTaskWeekday>;

/** When to run; `time` is a time of day. */
export const ScheduledTaskSchedule = union('ScheduledTaskSchedule', [
  Type.Object({
    type: Type.Literal('hourly'),
    intervalHours: uint32,
    /** All when null. */
    days: nullish(Type.Array(ScheduledTaskWeekday)),
  }),
  Type.Object({
    type: Type.Literal('daily'),
    time: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('weekdays'),
    time: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('weekly'),
    days: Type.Array(ScheduledTaskWeekday),
    time: Type.String(),
  }),
]);
export type ScheduledTaskSchedule = Static<typeof ScheduledTaskSchedule>;

/** A task: its prompt and when to run it. */
export const ScheduledTaskSummary = struct('ScheduledTaskSummary', {
  key: Type.String(),
  name: Type.String(),
  prompt: Type.String(),
  schedule: ScheduledTaskSchedule,
});
export type ScheduledTaskSummary = Static<typeof ScheduledTaskSummary>;
