// The tool `web_search`: run by the model's provider, so that it is only offered here. What it did comes back as items.
import type { ToolSpec } from './tool.ts';

/** `null`: switched off. */
export type WebSearch = 'cached' | 'indexed' | 'live' | null;

/** Undefined when the tool is not offered. */
export function webSearchSpec(mode: WebSearch, model: { readonly webSearchImages: boolean }): ToolSpec | undefined {
  if (mode === null) return undefined;
  return {
    type: 'web_search',
    external_web_access: mode !== 'cached',
    ...(mode === 'indexed' && { indexed_web_access: true }),
    ...(model.webSearchImages && { search_content_types: ['text', 'image'] }),
  };
}
