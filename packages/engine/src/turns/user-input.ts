// What the user said: checked, shown to clients, and told to the model.
import path from 'node:path';
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type { ContentItem } from '@codex/protocol/model/response-item.ts';
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { osErrorText } from '../exec/os-error.ts';
import type { ImageBudget } from '../tools/image/budget.ts';
import { bytesOfDataUrl, imageDataUrl, MAX_IMAGE_BYTES, readFileWithin } from '../tools/image/prepare.ts';
import type { UserMessage } from './turn.ts';

/** Characters of all text parts together. */
const MAX_TEXT = 1_048_576;

/** Kinds of input that this engine does not understand yet: refusing is better than dropping them. */
const unsupportedKinds = new Set(['audio', 'localAudio']);

/** Throws EngineError when the input cannot be taken as it is. */
function checkInput(input: readonly UserInput[]): void {
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

type Said = Pick<TurnStartParams, 'input' | 'clientUserMessageId' | 'additionalContext' | 'toolOutput'>;

/** What a client says at once. Throws EngineError when it cannot be taken as it is. */
export function messageOf(params: Said): UserMessage {
  const { input, clientUserMessageId: clientId = null, additionalContext, toolOutput = null } = params;
  checkInput(input);
  if (toolOutput && input.length > 0) throw invalidRequest('`toolOutput` cannot be combined with nonempty `input`');
  const context = additionalContext && Object.keys(additionalContext).length > 0 ? additionalContext : null;
  return { input, clientId, context, toolOutput };
}

export function saysNothing({ input, context, toolOutput }: UserMessage): boolean {
  return input.length === 0 && !context && !toolOutput;
}

/** The content of the user's message in a model request. Relative image paths start at `cwd`. */
export async function contentForModel(
  input: readonly UserInput[],
  cwd: string,
  budget: ImageBudget,
): Promise<ContentItem[]> {
  let images = 0;
  const parts = input.map((part) => {
    if (part.type === 'image' || part.type === 'localImage') images += 1;
    return contentOf(part, cwd, budget, images);
  });
  return (await Promise.all(parts)).flat();
}

/** `number` counts the images of the message from 1. */
async function contentOf(part: UserInput, cwd: string, budget: ImageBudget, number: number): Promise<ContentItem[]> {
  if (part.type === 'text') return [{ type: 'input_text', text: part.text }];
  if (part.type === 'localImage') return localImage(part.path, cwd, budget, number);
  if (part.type !== 'image') return [];
  if (!('url' in part)) return [{ type: 'input_image', file_id: part.fileId, detail: part.detail ?? 'high' }];
  const bytes = bytesOfDataUrl(part.url);
  // What is no data URL is the provider's to judge.
  if (bytes === null) return [{ type: 'input_image', image_url: part.url, detail: part.detail ?? 'high' }];
  return [await imageContent(bytes, budget)];
}

async function localImage(name: string, cwd: string, budget: ImageBudget, number: number): Promise<ContentItem[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFileWithin(path.resolve(cwd, name), MAX_IMAGE_BYTES);
  } catch (error) {
    const why = osErrorText(error);
    return [{ type: 'input_text', text: `Codex could not read the local image at \`${name}\`: ${why}` }];
  }
  return [
    { type: 'input_text', text: `<image name=[Image #${number}] path="${name}">` },
    await imageContent(bytes, budget),
    { type: 'input_text', text: '</image>' },
  ];
}

async function imageContent(bytes: Uint8Array, budget: ImageBudget): Promise<ContentItem> {
  const url = await imageDataUrl(bytes, budget);
  return url === null
    ? { type: 'input_text', text: 'image content omitted because it could not be processed' }
    : { type: 'input_image', image_url: url, detail: budget.detail };
}
