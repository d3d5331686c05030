// How a request to a Chat Completions server failed. OpenAI's codes are understood as on the Responses wire; servers of
// open models mostly have only words, which a table reads.
import { failedResponse, faultError, type HttpFailure, httpError } from '../errors.ts';
import { ModelError, type Prompt } from '../model-client.ts';
import type { Concession } from '../wire.ts';
import type { Chunk } from './chunks.ts';

/** Words by which a server says that the conversation is too long. */
const OVERFLOW =
  /maximum context length|context (length|size|window) (exceeded|is too)|exceeds? the (available|maximum|model'?s) context|greater than the context length|longer than the maximum model length/i;

/** Words by which a server says that the model, or the server as it was started, can call no tools. */
const NO_TOOLS =
  /does(n't| not) support (tools|function calling|tool (calls?|use|calling))|tools? (is|are) not supported|--enable-auto-tool-choice|tools param requires --jinja|no tool.*(parser|template)/i;

export function chatRefusal(failure: HttpFailure): ModelError {
  const { status, body } = failure;
  if (status === 401)
    return new ModelError(`The provider refused the key: ${wordsOf(body)}`, 'unauthorized', { httpStatus: 401 });
  if (OVERFLOW.test(body) && status < 500) return faultError('context_length_exceeded', { httpStatus: status });
  const error = httpError(failure);
  if (!NO_TOOLS.test(body)) return error;
  return new NoToolsError(wordsOf(body));
}

class NoToolsError extends ModelError {
  constructor(message: string) {
    // Whatever the status was (llama.cpp says 500): asking for the same again is of no use.
    super(message, 'badRequest', { httpStatus: 400 });
  }
}

/** An error in the middle of a stream. */
export function chunkFailure(error: NonNullable<Chunk['error']>): ModelError {
  const { message = '', code } = typeof error === 'string' ? { message: error, code: null } : error;
  if (OVERFLOW.test(message)) return faultError('context_length_exceeded');
  return failedResponse({ code: typeof code === 'string' ? code : null, message });
}

/** A model that can call no tools can still talk. */
export function withoutTools(error: ModelError, prompt: Prompt): Concession | null {
  if (!(error instanceof NoToolsError) || prompt.tools.length === 0) return null;
  return {
    warning: `${prompt.model} cannot call tools, so it can only talk: it reads no files and runs no commands. Choose a model that can call tools. The provider said: ${error.message}`,
    reduce: (full) => ({ ...full, tools: [] }),
  };
}

/** What a body says to people. */
function wordsOf(body: string): string {
  try {
    const { error, message } = JSON.parse(body) as { error?: { message?: string } | string; message?: string };
    const words = typeof error === 'string' ? error : (error?.message ?? message);
    if (words) return words;
  } catch {
    // Then the body itself.
  }
  return body.slice(0, 1000);
}
