// Permissions that the model asks for beyond those in force: how it writes them, how people are asked, what comes of it.
import { resolve } from 'node:path';
import type { RequestPermissionProfile } from '@codex/protocol/config/permissions.ts';
import { fields } from './arguments.ts';

/** As the model writes it. */
export interface PermissionsWish {
  readonly network?: { readonly enabled?: boolean | null } | null;
  readonly file_system?: { readonly read?: readonly string[] | null; readonly write?: readonly string[] | null } | null;
}

/** What the model asks for and people grant, in one form. `network: null`: not spoken of. Paths are absolute. */
export interface Permissions {
  readonly network: boolean | null;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const nullable = { strict: true, optional: 'nullable' } as const;

export const wishFields = {
  network: fields.struct('NetworkPermissions', { enabled: fields.boolean() }, nullable),
  file_system: fields.struct('FileSystemPermissions', { read: fields.strings(), write: fields.strings() }, nullable),
};

const paths = (description: string) => ({ type: 'array', items: { type: 'string' }, description });

/** As the model is told of it. */
export const wishSchema = {
  type: 'object',
  properties: {
    file_system: {
      type: 'object',
      properties: { read: paths('Absolute paths to read.'), write: paths('Absolute paths to write.') },
      additionalProperties: false,
    },
    network: {
      type: 'object',
      properties: { enabled: { type: 'boolean', description: 'Whether commands may use the network.' } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

/** Relative paths are those of the command. */
export function readWish({ network, file_system: files }: PermissionsWish, cwd: string): Permissions {
  const absolute = (list: readonly string[] | null | undefined) => (list ?? []).map((path) => resolve(cwd, path));
  return { network: network?.enabled ?? null, read: absolute(files?.read), write: absolute(files?.write) };
}

export function asksForNothing({ network, read, write }: Permissions): boolean {
  return network === null && read.length + write.length === 0;
}

/** As people are asked. */
export function wireRequest({ network, read, write }: Permissions): RequestPermissionProfile {
  const entries = [
    ...read.map((path) => ({ path: { type: 'path' as const, path }, access: 'read' as const })),
    ...write.map((path) => ({ path: { type: 'path' as const, path }, access: 'write' as const })),
  ];
  const list = (all: readonly string[]) => (all.length > 0 ? [...all] : null);
  return {
    network: network === null ? null : { enabled: network },
    fileSystem: entries.length > 0 ? { read: list(read), write: list(write), entries } : null,
  };
}
