// A REST and SSE client for tests: plain fetch, and a stream that remembers what it got.

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface SseEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export class RestClient {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send('POST', path, body);
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...json, ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  /** A new thread's id. */
  async thread(body: object = {}): Promise<string> {
    const answer = await this.post('/api/v2/threads', body);
    if (answer.status !== 200) throw new Error(`thread: ${JSON.stringify(answer.body)}`);
    return String(answer.body.thread_id);
  }

  /** A new turn's id. */
  async turn(threadId: string, text: string): Promise<string> {
    const answer = await this.post(`/api/v2/threads/${threadId}/turns`, { input: [{ type: 'text', text }] });
    if (answer.status !== 200) throw new Error(`turn: ${JSON.stringify(answer.body)}`);
    return String(answer.body.turn_id);
  }

  events(threadId: string, lastEventId?: string, query = ''): Promise<EventLog> {
    return this.stream(`/api/v2/threads/${threadId}/events${query}`, lastEventId);
  }

  async stream(path: string, lastEventId?: string): Promise<EventLog> {
    const stop = new AbortController();
    const response = await fetch(this.url + path, {
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      signal: stop.signal,
    });
    if (!response.ok || !response.body) throw new Error(`events: ${response.status} ${await response.text()}`);
    return new EventLog(response.body, stop);
  }
}

/** What one stream delivered so far. */
export class EventLog {
  readonly events: SseEvent[] = [];
  readonly comments: string[] = [];
  /** Told of each event from now on. */
  onEvent: ((event: SseEvent) => void) | undefined;
  /** Resolves when the stream is over, however it ended. */
  readonly ended: Promise<void>;
  readonly #stop: AbortController;
  #wake: Array<() => void> = [];
  #over = false;

  constructor(body: ReadableStream<Uint8Array>, stop: AbortController) {
    this.#stop = stop;
    this.ended = this.#read(body).catch(() => {});
  }

  get lastId(): string | undefined {
    return this.events.findLast((event) => event.id !== undefined)?.id;
  }

  /** The names of the events, without the ones that may come at any time. */
  get names(): string[] {
    return this.events.map((event) => event.event).filter((name) => !floating.has(name));
  }

  /** The first event, from the n-th on, that fits. Rejects when the stream ends before. */
  async until(fits: string | ((event: SseEvent) => boolean), from = 0): Promise<SseEvent> {
    const test = typeof fits === 'string' ? (event: SseEvent) => event.event === fits : fits;
    for (;;) {
      const found = this.events.slice(from).find(test);
      if (found) return found;
      if (this.#over) throw new Error(`the stream ended after: ${this.events.map(({ event }) => event).join(', ')}`);
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  close(): Promise<void> {
    this.#stop.abort();
    return this.ended;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#notify();
      }
    } finally {
      this.#over = true;
      this.#notify();
    }
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const event = field('event');
    if (event === undefined) this.comments.push(block);
    else {
      const told = { id: field('id'), event, data: JSON.parse(field('data') ?? 'null') };
      this.events.push(told);
      this.onEvent?.(told);
    }
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

const floating: ReadonlySet<string> = new Set([
  'account/rateLimits/updated',
  'thread/readState/changed',
  'remoteControl/status/changed',
  'mcpServer/startupStatus/updated',
  'skills/changed',
  'warning',
]);
