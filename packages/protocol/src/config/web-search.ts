// The part of the configuration about web search.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where results come from, if search is on. */
export const WebSearchMode = stringEnum(['disabled', 'cached', 'indexed', 'live']);
export type WebSearchMode = Static<typeof WebSearchMode>;

/** Who runs the search. */
export const WebSearchProvider = stringEnum(['standalone', 'search_mcp']);
export type WebSearchProvider = Static<typeof WebSearchProvider>;

/** How much of the results the model sees. */
export const WebSearchContextSize = stringEnum(['low', 'medium', 'high']);
export type WebSearchContextSize = Static<typeof WebSearchContextSize>;

/** Where the user is, as a hint for results. */
export const WebSearchLocation = struct(
  'WebSearchLocation',
  {
    /** Two letters. */
    country: nullish(Type.String()),
    region: nullish(Type.String()),
    city: nullish(Type.String()),
    /** An IANA name. */
    timezone: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type WebSearchLocation = Static<typeof WebSearchLocation>;

/** Settings of the search tool. */
export const WebSearchToolConfig = struct(
  'WebSearchToolConfig',
  {
    context_size: nullish(WebSearchContextSize),
    allowed_domains: nullish(Type.Array(Type.String())),
    location: nullish(WebSearchLocation),
  },
  { additionalProperties: false },
);
export type WebSearchToolConfig = Static<typeof WebSearchToolConfig>;

/** Settings of tools. */
export const ToolsV2 = struct('ToolsV2', {
  web_search: nullish(WebSearchToolConfig),
});
export type ToolsV2 = Static<typeof ToolsV2>;
