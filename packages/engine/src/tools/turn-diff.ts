// The aggregated diff of one turn's patches, as `turn/diff/updated` carries it. Contract; implementation below.

export interface TurnDiff {
  /** Git-style unified diff of everything patched so far in this turn; empty when nothing was. */
  current(): string;
}
