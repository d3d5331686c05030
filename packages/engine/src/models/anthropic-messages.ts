// The Messages API wire, `wire_api = "anthropic"`. How its parts map to the engine's is told in docs/providers.md.
import { messagesRefusal } from './anthropic/failures.ts';
import { MessageReader } from './anthropic/reader.ts';
import { messagesRequest } from './anthropic/request.ts';
import { unknownRateLimits } from './rate-limits.ts';
import type { Wire } from './wire.ts';

export const anthropicMessages: Wire = {
  request: messagesRequest,
  refusal: messagesRefusal,
  // It states requests and tokens per minute, which are no windows of a plan.
  rateLimits: () => unknownRateLimits,
  reader: (prompt) => new MessageReader(prompt),
};
