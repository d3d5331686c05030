import { type Static, Type } from 'typebox';
import { stringEnum } from '../schema.ts';

export const ReasoningEffort = Type.String();
export type ReasoningEffort = Static<typeof ReasoningEffort>;

export const ReasoningSummary = stringEnum(['auto', 'concise', 'detailed', 'none']);
export type ReasoningSummary = Static<typeof ReasoningSummary>;

export const Personality = stringEnum(['none', 'friendly', 'pragmatic']);
export type Personality = Static<typeof Personality>;
