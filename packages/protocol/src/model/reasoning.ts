// Model options that are a word: effort, summary, personality.
import type { Static } from 'typebox';
import { stringEnum } from '../schema.ts';
import { Type } from '../type.ts';

/** A level the model knows, such as `low` or `high`; never empty. */
export const ReasoningEffort = Type.String({ title: 'ReasoningEffort', minLength: 1 });
export type ReasoningEffort = Static<typeof ReasoningEffort>;

/** How much of the reasoning to summarise. */
export const ReasoningSummary = stringEnum(['auto', 'concise', 'detailed', 'none']);
export type ReasoningSummary = Static<typeof ReasoningSummary>;

/** A style of answering; no longer has an effect. */
export const Personality = stringEnum(['none', 'friendly', 'pragmatic']);
export type Personality = Static<typeof Personality>;
