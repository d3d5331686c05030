// Uploaded files: CODEX_HOME/attachments/<uuid> with its description in <uuid>.json, both private, never executable.
// A file appears whole or not at all.
import { createHash, randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUuid } from './rest/uuid.ts';

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly mime_type: string;
  /** In bytes. */
  readonly size: number;
}

export const maxAttachmentBytes = 100 * 1024 * 1024;

const missing: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP']);

/** A link in the folder is not what was uploaded. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

export class Attachments {
  readonly #folder: string;

  constructor(codexHome: string) {
    this.#folder = join(codexHome, 'attachments');
  }

  /** The place of the file; undefined for what is no id. */
  path(id: string): string | undefined {
    return isUuid(id) ? join(this.#folder, id.toLowerCase()) : undefined;
  }

  /** Reads the stream into a file that is not an attachment yet. `digest` names its content. */
  async receive(content: Readable): Promise<ReceivedFile> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    const part = join(this.#folder, `${id}.part`);
    const hash = createHash('sha256');
    content.on('data', (chunk) => hash.update(chunk));
    try {
      await pipeline(content, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return {
      digest: hash.digest('base64'),
      keep: (filename, mimeType) => this.#keep(id, part, filename, mimeType),
      discard: () => rm(part, { force: true }),
    };
  }

  async #keep(id: string, part: string, filename: string, mimeType: string): Promise<Attachment> {
    const file = await open(part);
    const { size } = await file.stat();
    await file.close();
    const attachment = { id, filename, mime_type: mimeType, size };
    await writeFile(join(this.#folder, `${id}.json`), JSON.stringify(attachment), { mode: 0o600, flag: 'wx' });
    await rename(part, join(this.#folder, id));
    return attachment;
  }

  /** Undefined when there is no such attachment, or half of it. */
  async find(id: string): Promise<Attachment | undefined> {
    const path = this.path(id);
    if (path === undefined) return undefined;
    try {
      const [attachment, file] = await Promise.all([readFile(`${path}.json`, 'utf8'), open(path, openFlags)]);
      await file.close();
      return JSON.parse(attachment) as Attachment;
    } catch (error) {
      if (missing.has(String((error as NodeJS.ErrnoException).code))) return undefined;
      throw error;
    }
  }

  async read(id: string): Promise<Readable> {
    const file = await open(this.path(id) ?? '', openFlags);
    return file.createReadStream();
  }

  async remove(id: string): Promise<void> {
    const path = this.path(id);
    if (path === undefined) return;
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
  }
}

export interface ReceivedFile {
  readonly digest: string;
  keep(filename: string, mimeType: string): Promise<Attachment>;
  discard(): Promise<void>;
}
