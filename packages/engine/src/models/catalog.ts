// What is known of a model by its slug. Contract; the table and the lookup are below it.

/** Facts of one model that the turn loop needs. */
export interface ModelInfo {
  readonly slug: string;
  /** Tokens; clients are told 95 % of it as `modelContextWindow`. */
  readonly contextWindow: number;
  /** Effort sent when none is configured; null: none is sent. */
  readonly defaultReasoningEffort: string | null;
  readonly supportsReasoningSummaries: boolean;
  readonly defaultVerbosity: string | null;
  readonly supportsParallelToolCalls: boolean;
  /** `freeform`: apply_patch is offered as a custom tool. */
  readonly applyPatch: 'freeform' | null;
  /** False for unknown slugs, which work with fallback facts and a `warning`. */
  readonly known: boolean;
}
