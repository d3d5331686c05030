// The changes of a folder against the newest commit that a remote has.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The hash of a commit. */
export const GitSha = Type.String({ title: 'GitSha' });
export type GitSha = Static<typeof GitSha>;

/** A folder of a repository; a relative path starts from where the server runs. */
export const GitDiffToRemoteParams = struct('GitDiffToRemoteParams', {
  cwd: PathBuf,
});
export type GitDiffToRemoteParams = Static<typeof GitDiffToRemoteParams>;

/** The commit compared with, and the changes as a unified diff, new files included. */
export const GitDiffToRemoteResponse = struct('GitDiffToRemoteResponse', {
  sha: GitSha,
  diff: Type.String(),
});
export type GitDiffToRemoteResponse = Static<typeof GitDiffToRemoteResponse>;
