// The Responses API wire, `wire_api = "responses"`: the history of the engine is kept in its items, so that most of it
// goes out and comes in as it is.
import { httpError, streamError } from './errors.ts';
import { rateLimitsOf } from './rate-limits.ts';
import { readEvent } from './response-events.ts';
import { responsesRequest } from './responses-request.ts';
import type { Wire } from './wire.ts';

export const responsesApi: Wire = {
  request: responsesRequest,
  refusal: httpError,
  rateLimits: rateLimitsOf,
  reader: () => ({
    read: readEvent,
    close: () => {
      throw streamError('stream closed before response.completed');
    },
  }),
};
