// Attachments as input of a turn: what the model can look at becomes an image or audio, anything else is told as a file
// with, when it is a short text, what stands in it.
import { readFile } from 'node:fs/promises';
import type { Attachment, Attachments } from '../attachments.ts';
import { HttpError, invalidRequest } from '../rest/errors.ts';
import { isUuid } from '../rest/uuid.ts';

const maxInlineBytes = 64 * 1024;

export async function attachedInput(id: unknown, attachments: Attachments): Promise<object> {
  if (!isUuid(id)) throw invalidRequest('Invalid attachment ID format');
  const attachment = await attachments.find(id);
  if (!attachment) throw new HttpError(404, 'NOT_FOUND', 'Attachment not found');
  const path = attachments.path(attachment.id) ?? '';
  if (attachment.mime_type.startsWith('image/')) return { type: 'localImage', path };
  if (attachment.mime_type.startsWith('audio/')) return { type: 'localAudio', path };
  return { type: 'text', text: await description(attachment, path) };
}

async function description({ filename, mime_type, size }: Attachment, path: string): Promise<string> {
  const head = `Attached file ${JSON.stringify(filename)} (${mime_type}, ${size} bytes), stored at ${path}`;
  const content = size <= maxInlineBytes ? textOf(await readFile(path)) : undefined;
  return content === undefined ? head : `${head}\n\n${content}`;
}

/** Undefined for bytes that are no UTF-8 text. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
