// A Responses API for load: the reply is one prepared text, so that the model costs next to nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoadModel {
  readonly baseUrl: string;
  close(): void;
}

const word = 'token ';

/** A prompt that ends with `deltas:N` is answered by N text deltas, any other by two. */
export async function startLoadModel(): Promise<LoadModel> {
  let replies = 0;
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    if (req.method !== 'POST' || !req.url?.endsWith('/responses')) {
      res.writeHead(404).end();
      return;
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.end(reply(++replies, wantedDeltas(Buffer.concat(chunks).toString())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, close: () => server.close() };
}

function wantedDeltas(body: string): number {
  const last = [...body.matchAll(/deltas:(\d+)/g)].at(-1);
  return last ? Number(last[1]) : 2;
}

function reply(n: number, deltas: number): string {
  const id = `msg_${n}`;
  const item = (text: string) => ({ type: 'message', role: 'assistant', id, content: [{ type: 'output_text', text }] });
  const place = { item_id: id, output_index: 0, content_index: 0 };
  const usage = { input_tokens: 10, input_tokens_details: null, output_tokens: 5, output_tokens_details: null };
  const events = [
    { type: 'response.created', response: { id: `resp_${n}` } },
    { type: 'response.output_item.added', output_index: 0, item: item('') },
    ...Array.from({ length: deltas }, () => ({ type: 'response.output_text.delta', ...place, delta: word })),
    { type: 'response.output_item.done', output_index: 0, item: item(word.repeat(deltas)) },
    { type: 'response.completed', response: { id: `resp_${n}`, usage: { ...usage, total_tokens: 15 } } },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}
