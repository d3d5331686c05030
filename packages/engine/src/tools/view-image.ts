// The tool `view_image`: shows the model an image of the file system, and tells clients which one.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { osErrorText } from '../exec/os-error.ts';
import { fields, parseArguments } from './arguments.ts';
import { imageDataUrl, MAX_IMAGE_BYTES, readFileWithin } from './image/prepare.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

const argumentTable = { path: fields.string(), detail: fields.string('nullable') };

const spec: ToolSpec = {
  type: 'function',
  name: 'view_image',
  description: 'Shows you an image file: PNG, JPEG, WebP or GIF. Large images are scaled down.',
  strict: false,
  parameters: {
    type: 'object',
    properties: { path: { type: 'string', description: 'Where the file is.' } },
    required: ['path'],
    additionalProperties: false,
  },
};

/** Models may ask for either; they are given what they take anyway. */
const details = new Set(['high', 'original']);

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<{ path: string; detail?: string }>(call.arguments, argumentTable);
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { detail } = parsed.value;
  if (detail !== undefined && !details.has(detail)) {
    const advice = 'omit `detail` for default high resized behavior';
    return { output: `view_image.detail only supports \`high\` or \`original\`; ${advice}, got \`${detail}\`` };
  }
  const { cwd, imageBudget } = call.context;
  const file = resolve(cwd, parsed.value.path);
  const read = await readImage(file, call.signal);
  if (typeof read === 'string') return { output: read };
  const url = await imageDataUrl(read, imageBudget);
  call.signal.throwIfAborted();
  if (url === null) return { output: 'unable to process image: invalid or unsupported image data' };
  const item = { type: 'imageView', id: call.callId, path: file } as const;
  call.itemStarted(item);
  call.itemCompleted(item);
  return { output: [{ type: 'input_image', image_url: url, detail: imageBudget.detail }] };
}

/** The bytes, or what the model is told. A file that never ends (a pipe, a device) is no file. */
async function readImage(file: string, signal: AbortSignal): Promise<Uint8Array | string> {
  try {
    if (!(await stat(file)).isFile()) return `image path \`${file}\` is not a file`;
    return await readFileWithin(file, MAX_IMAGE_BYTES, signal);
  } catch (error) {
    signal.throwIfAborted();
    return `unable to locate image at \`${file}\`: ${osErrorText(error)}`;
  }
}

export const viewImage: Tool = { name: 'view_image', kind: 'function', needsEnvironment: true, spec, run };
