// What the user said: checked, shown to clients, and told to the model.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type { ContentItem } from '@codex/protocol/model/response-item.ts';
import { EngineError, invalidRequest } from '../errors.ts';

/** Characters of all text parts together. */
const MAX_TEXT = 1_048_576;

/** Kinds of input that this engine does not understand yet: refusing is better than dropping them. */
const unsupportedKinds = new Set(['audio', 'localAudio', 'skill']);

/** Throws EngineError when the input cannot be taken as it is. */
export function checkInput(input: readonly UserInput[]): void {
  const length = input.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
  if (length > MAX_TEXT) {
    const data = { input_error_code: 'input_too_large', max_chars: MAX_TEXT, actual_chars: length };
    throw new EngineError('invalid_params', `Input exceeds the maximum length of ${MAX_TEXT} characters.`, data);
  }
  for (const part of input) {
    if ('url' in part && /^https?:/i.test(part.url)) {
      throw invalidRequest('remote image URLs are not supported; use an inline data URL instead');
    }
    const kind = part.type ?? 'image';
    if (unsupportedKinds.has(kind)) throw invalidRequest(`input of type \`${kind}\` is not supported by this server`);
  }
}

/** Optional members get their defaults, because clients are shown all of them. */
export function shownInput(input: readonly UserInput[]): UserInput[] {
  return input.map((part) => {
    if (part.type === 'text') return { type: 'text', text: part.text, text_elements: part.text_elements ?? [] };
    if (part.type === 'localImage') return { type: 'localImage', detail: part.detail ?? null, path: part.path };
    return part.type === 'image' ? { ...part, detail: part.detail ?? null } : part;
  });
}

/** The content of the user's message in a model request. Relative image paths start at `cwd`. */
export async function contentForModel(input: readonly UserInput[], cwd: string): Promise<ContentItem[]> {
  const parts = await Promise.all(input.map((part) => contentOf(part, cwd)));
  return parts.flat();
}

async function contentOf(part: UserInput, cwd: string): Promise<ContentItem[]> {
  if (part.type === 'text') return [{ type: 'input_text', text: part.text }];
  if (part.type === 'localImage') return localImage(path.resolve(cwd, part.path), part.detail ?? 'original');
  if (part.type !== 'image') return [];
  const source = 'url' in part ? { image_url: part.url } : { file_id: part.fileId };
  return [{ type: 'input_image', ...source, detail: part.detail ?? 'original' }];
}

const imageTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

type Detail = 'auto' | 'low' | 'high' | 'original';

async function localImage(file: string, detail: Detail): Promise<ContentItem[]> {
  const mime = imageTypes[path.extname(file).toLowerCase()];
  if (!mime) return [unreadableImage(file, 'unsupported image format')];
  try {
    const bytes = await readFile(file);
    return [
      { type: 'input_text', text: `<image path="${file}">` },
      { type: 'input_image', image_url: `data:${mime};base64,${bytes.toString('base64')}`, detail },
      { type: 'input_text', text: '</image>' },
    ];
  } catch (error) {
    return [unreadableImage(file, (error as Error).message)];
  }
}

function unreadableImage(file: string, reason: string): ContentItem {
  return { type: 'input_text', text: `Codex could not read the local image at \`${file}\`: ${reason}` };
}
