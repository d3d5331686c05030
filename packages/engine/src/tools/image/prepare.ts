// Makes of the bytes of an image what a model can be given: an inline data URL, no larger than the model takes. The
// decoder is loaded by the first image, since most conversations have none.
import { readFile, stat } from 'node:fs/promises';
import { fittingSize, type ImageBudget } from './budget.ts';

/** Larger files are not decoded. */
export const MAX_IMAGE_BYTES: number = 64 * 1024 * 1024;
/** Nor are images of more pixels, whatever their file weighs. */
const MAX_PIXELS = 268_402_689;

/** What providers take as it is; everything else becomes PNG. */
const kept: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp']);

/** null: the bytes are no image, a broken one, or a format that is not supported. */
export async function imageDataUrl(bytes: Uint8Array, budget: ImageBudget): Promise<string | null> {
  if (bytes.length === 0 || bytes.length > MAX_IMAGE_BYTES) return null;
  try {
    return await prepare(bytes, budget);
  } catch {
    return null;
  }
}

async function prepare(bytes: Uint8Array, budget: ImageBudget): Promise<string | null> {
  const { default: sharp } = await import('sharp');
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, sequentialRead: true });
  const { format, autoOrient } = await open().metadata();
  const { width, height } = autoOrient;
  if (!formats.has(format)) return null;
  const size = fittingSize({ width, height }, budget);
  const fits = size.width === width && size.height === height;
  if (fits && kept.has(format)) {
    // Decoded once for nothing but its errors: a broken image would make the provider refuse the whole conversation.
    await open().resize(1, 1, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer();
    return dataUrl(format, bytes);
  }
  const output = kept.has(format) ? (format as 'png' | 'jpeg' | 'webp') : 'png';
  const scaled = open().autoOrient().resize(size.width, size.height, { fit: 'fill' });
  return dataUrl(output, await scaled.toFormat(output).toBuffer());
}

const formats: ReadonlySet<string> = new Set([...kept, 'gif']);

function dataUrl(format: string, bytes: Uint8Array): string {
  return `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`;
}

const DATA_URL = /^data:[^,;]*(?:;[^,;]*)*;base64,/i;

/** The bytes of a base64 data URL; null when it is none, empty when what follows is no base64. */
export function bytesOfDataUrl(url: string): Uint8Array | null {
  const head = DATA_URL.exec(url)?.[0];
  return head === undefined ? null : Buffer.from(url.slice(head.length), 'base64');
}

/** The bytes of a file; none when it is larger than `limit`. What never ends (a pipe, a device) is not read. */
export async function readFileWithin(file: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
  const facts = await stat(file);
  if (facts.size > limit || !(facts.isFile() || facts.isDirectory())) return new Uint8Array();
  return readFile(file, { ...(signal && { signal }) });
}
