// The Chat Completions wire, `wire_api = "chat"`: Ollama, LM Studio, vLLM and many others. How its parts map to the
// engine's is told in docs/providers.md.
import { chatRefusal, withoutTools } from './chat/failures.ts';
import { ChatReader } from './chat/reader.ts';
import { chatRequest } from './chat/request.ts';
import { unknownRateLimits } from './rate-limits.ts';
import type { Wire } from './wire.ts';

export const chatCompletions: Wire = {
  request: chatRequest,
  refusal: chatRefusal,
  rateLimits: () => unknownRateLimits,
  reader: (prompt) => new ChatReader(prompt),
  concede: withoutTools,
};
