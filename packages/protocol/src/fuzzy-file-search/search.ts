// Finding files by parts of their names, in one call.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** What was found. */
export const FuzzyFileSearchMatchType = stringEnum(['file', 'directory']);
export type FuzzyFileSearchMatchType = Static<typeof FuzzyFileSearchMatchType>;

/** A file or folder whose path fits the query; higher scores fit better. */
export const FuzzyFileSearchResult = struct('FuzzyFileSearchResult', {
  root: Type.String(),
  /** Relative to `root`. */
  path: Type.String(),
  match_type: FuzzyFileSearchMatchType,
  file_name: Type.String(),
  score: uint32,
  /** Positions of the characters that matched, in `path`. */
  indices: nullish(Type.Array(uint32)),
});
export type FuzzyFileSearchResult = Static<typeof FuzzyFileSearchResult>;

/** What to find, and in which folders. */
export const FuzzyFileSearchParams = struct('FuzzyFileSearchParams', {
  query: Type.String(),
  roots: Type.Array(Type.String()),
  /** A later search with the same token ends this one. */
  cancellationToken: nullish(Type.String()),
});
export type FuzzyFileSearchParams = Static<typeof FuzzyFileSearchParams>;

/** What was found, best first. */
export const FuzzyFileSearchResponse = struct('FuzzyFileSearchResponse', {
  files: Type.Array(FuzzyFileSearchResult),
});
export type FuzzyFileSearchResponse = Static<typeof FuzzyFileSearchResponse>;
