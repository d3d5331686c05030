// What a provider's API must say of itself so that wire-client.ts can speak it: how a prompt is asked, how an answer is
// read, how a refusal is understood. One implementation per `wire_api`.
import type { ProviderConfig } from '../config/config.ts';
import type { HttpFailure } from './errors.ts';
import type { PostRequest } from './http-stream.ts';
import type { ModelError, Prompt, ResponseEvent } from './model-client.ts';
import type { RateLimits } from './rate-limits.ts';

/** What a request needs beside provider and prompt. */
export interface Access {
  readonly token: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly installationId: string;
}

export interface Wire {
  /** Throws TypeError when `base_url` is no URL. */
  request(provider: ProviderConfig, prompt: Prompt, access: Access): PostRequest;
  /** The error of an answer that is not 2xx. */
  refusal(failure: HttpFailure): ModelError;
  rateLimits(header: (name: string) => string | undefined): RateLimits;
  /** A reader of one response. */
  reader(prompt: Prompt): WireReader;
  /** What can be asked in place of a prompt that was refused; null: nothing. Asked in the same way from then on. */
  concede?(error: ModelError, prompt: Prompt): Concession | null;
}

export interface WireReader {
  /** The data of one server-sent event. Throws ModelError when the provider reports a failure. */
  read(data: string): Iterable<ResponseEvent>;
  /** The connection was closed before `completed`. Throws ModelError unless everything had been said. */
  close(): Iterable<ResponseEvent>;
}

export interface Concession {
  /** Told to the user once. */
  readonly warning: string;
  /** What is left of a prompt for the same model. */
  reduce(prompt: Prompt): Prompt;
}
