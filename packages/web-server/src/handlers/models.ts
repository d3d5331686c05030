// GET /models: a page of the models by limit and offset, or by the protocol's cursor.
import type { Result } from '@codex/protocol/methods.ts';
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import { fieldsOf, inputOf, paramsOf, readAll, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

type Model = Result<'model/list'>['data'][number];

const modalities: ReadonlyMap<string, string> = new Map([
  ['vision', 'image'],
  ['image', 'image'],
  ['audio', 'audio'],
]);

export async function listModels(call: Call, app: App): Promise<Fields> {
  const { offset: offsetText, provider, capability, ...input } = inputOf(call, 'model/list');
  const limit = clamp(whole(input.limit, 50, 'limit'), 1, 100);
  const offset = Math.max(0, whole(offsetText, 0, 'offset'));
  const modality = capability === undefined ? undefined : modalities.get(String(capability));
  if (capability !== undefined && modality === undefined) throw invalidRequest('Unknown capability');
  if (input.cursor !== undefined) return request(app, 'model/list', { ...input, limit });
  const { limit: _, ...rest } = input;
  const all = await readAll(app, 'model/list', await paramsOf('model/list', rest));
  const fitting = all.filter((model) => offers(model, modality) && isOf(model, provider));
  const data = fitting.slice(offset, offset + limit);
  return { ...fieldsOf('model/list', { data, nextCursor: null }), total: fitting.length, limit, offset };
}

function offers(model: Model, modality: string | undefined): boolean {
  return modality === undefined || (model.inputModalities as readonly string[]).includes(modality);
}

/** `provider` is a part of the model's id. */
function isOf(model: Model, provider: unknown): boolean {
  return typeof provider !== 'string' || model.id.includes(provider);
}

function whole(given: unknown, fallback: number, name: string): number {
  if (given === undefined || given === null) return fallback;
  const value = Number(given);
  if (Number.isInteger(value)) return value;
  throw invalidRequest(`${name} must be a whole number`);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
