// Rows of the machine that the server runs on: files, commands, search, repositories, the Windows sandbox.
import { Type } from '@codex/protocol/type.ts';
import { execCommand } from '../handlers/commands.ts';
import { readFile } from '../handlers/files.ts';
import { gitDiff } from '../handlers/git-diff.ts';
import type { Route } from '../rest/route.ts';

const { String: text, Boolean: flag, Optional: optional } = Type;

export const machineRoutes = [
  {
    verb: 'GET',
    path: '/api/v2/fs/file',
    about: 'Read a file, in base64 or, with Accept: application/octet-stream, as it is',
    handle: readFile,
    covers: ['fs/readFile'],
    ownAnswer: true,
  },
  { verb: 'PUT', path: '/api/v2/fs/file', about: 'Write a file', method: 'fs/writeFile' },
  { verb: 'GET', path: '/api/v2/fs/directories', about: 'List a folder', method: 'fs/readDirectory' },
  {
    verb: 'POST',
    path: '/api/v2/fs/directories',
    about: 'Create a folder',
    method: 'fs/createDirectory',
    status: 201,
  },
  { verb: 'GET', path: '/api/v2/fs/metadata', about: 'What a path is', method: 'fs/getMetadata' },
  { verb: 'DELETE', path: '/api/v2/fs/entries', about: 'Remove a file or folder', method: 'fs/remove' },
  { verb: 'POST', path: '/api/v2/fs/copies', about: 'Copy a file or folder', method: 'fs/copy', status: 201 },
  {
    verb: 'PUT',
    path: '/api/v2/fs/watches/{watch_id}',
    about: 'Watch a path; changes are events of the process',
    method: 'fs/watch',
    status: 201,
  },
  { verb: 'DELETE', path: '/api/v2/fs/watches/{watch_id}', about: 'End a watch', method: 'fs/unwatch' },
  {
    verb: 'POST',
    path: '/api/v2/commands',
    aliases: ['/api/v2/commands/exec'],
    about: 'Run a command in the sandbox; 504 after 10 s unless timeout_ms or disable_timeout is given',
    handle: execCommand,
    covers: ['command/exec'],
    adds: { timed_out: optional(flag()) },
  },
  {
    verb: 'POST',
    path: '/api/v2/commands/{process_id}/write',
    about: 'Write to the input of a running command',
    method: 'command/exec/write',
  },
  {
    verb: 'POST',
    path: '/api/v2/commands/{process_id}/terminate',
    about: 'End a running command',
    method: 'command/exec/terminate',
  },
  {
    verb: 'DELETE',
    path: '/api/v2/commands/{process_id}',
    about: 'End a running command',
    method: 'command/exec/terminate',
  },
  {
    verb: 'POST',
    path: '/api/v2/commands/{process_id}/resize',
    about: 'Change the size of the terminal of a running command',
    method: 'command/exec/resize',
  },
  {
    verb: 'POST',
    path: '/api/v2/search/files',
    about: 'Find files by parts of their names',
    method: 'fuzzyFileSearch',
    prepare: (input) => ({ cancellation_token: null, ...input }),
  },
  {
    verb: 'GET',
    path: '/api/v2/search/files',
    about: 'Find files by parts of their names',
    method: 'fuzzyFileSearch',
    prepare: (input) => ({ cancellation_token: null, ...input }),
  },
  {
    verb: 'GET',
    path: '/api/v2/git/diff-to-remote',
    about: 'How a repository differs from its remote',
    handle: gitDiff,
    covers: ['gitDiffToRemote'],
    takes: { cwd: text() },
    adds: { sha: text(), diff: text() },
  },
  {
    verb: 'GET',
    path: '/api/v2/windows-sandbox/readiness',
    about: 'Whether the Windows sandbox is set up',
    method: 'windowsSandbox/readiness',
  },
  {
    verb: 'POST',
    path: '/api/v2/windows-sandbox/setup',
    about: 'Set the Windows sandbox up; its end is an event',
    method: 'windowsSandbox/setupStart',
    status: 202,
  },
] as const satisfies readonly Route[];
