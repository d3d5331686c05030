// GET /fs/file: the protocol's base64, or the bytes themselves for clients that ask for them.
import type { App } from '../rest/app.ts';
import { inputOf, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export async function readFile(call: Call, app: App): Promise<Fields | undefined> {
  const fields = await request(app, 'fs/readFile', inputOf(call, 'fs/readFile'));
  if (!/\bapplication\/octet-stream\b/.test(call.request.headers.accept ?? '')) return fields;
  const bytes = Buffer.from(String(fields.data_base64), 'base64');
  call.reply.header('content-type', 'application/octet-stream').send(bytes);
  return undefined;
}
