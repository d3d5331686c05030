// The id of this CODEX_HOME, in the file `installation_id`: made once, then the same for every server that uses it.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A home that cannot be written gets an id for this run only. */
export function readInstallationId(codexHome: string): string {
  const file = path.join(codexHome, 'installation_id');
  return stored(file) ?? create(file);
}

function create(file: string): string {
  const id = randomUUID();
  try {
    writeFileSync(file, id, { flag: 'wx', mode: 0o644 });
    return id;
  } catch {
    return stored(file) ?? replace(file, id);
  }
}

/** What the file holds is no id: another program damaged it. */
function replace(file: string, id: string): string {
  try {
    writeFileSync(file, id);
  } catch {
    // Read-only home: the id lives as long as this process.
  }
  return id;
}

function stored(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return uuid.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
