// The attachment routes: uploads are streamed to disk, downloads from it; neither is ever in memory as a whole.
import { finished } from 'node:stream/promises';
import { type Attachment, type Attachments, maxAttachmentBytes, type ReceivedFile } from '../attachments.ts';
import type { App } from '../rest/app.ts';
import { HttpError, invalidRequest } from '../rest/errors.ts';
import type { Call, Fields } from '../rest/route.ts';

interface Upload extends ReceivedFile {
  readonly filename: string;
  readonly mimeType: string;
}

/** POST /attachments: the first field of a multipart form. */
export async function uploadAttachment(call: Call, app: App): Promise<Fields> {
  const upload = await receive(call, app.attachments);
  const { digest, filename, mimeType } = upload;
  const keep = async () => ({ status: 200, body: view(await upload.keep(filename, mimeType)) });
  const key = [call.request.headers['idempotency-key']].flat()[0];
  if (key === undefined) return (await keep()).body;
  try {
    const { body, replayed } = await app.repeats.run(key, ['upload', digest, filename, mimeType], keep);
    if (replayed) call.reply.header('idempotency-replayed', 'true');
    return body as Fields;
  } finally {
    await upload.discard();
  }
}

async function receive(call: Call, attachments: Attachments): Promise<Upload> {
  // By its default: bundled, the names of a CommonJS module are not known.
  const { Busboy } = (await import('@fastify/busboy')).default;
  const { raw } = call.request;
  const limits = {
    files: 1,
    fields: 1,
    parts: 1,
    fileSize: maxAttachmentBytes,
    fieldSize: maxAttachmentBytes,
    headerPairs: 100,
  };
  const type = raw.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw invalidRequest('No file provided in multipart request');
  let upload: Promise<Upload> | undefined;
  const form = new Busboy({
    headers: { ...raw.headers, 'content-type': type },
    limits,
    // A field without a file name is a file all the same.
    isPartAFile: () => true,
  });
  form.on('file', (_, content, name, __, mimeType) => {
    // The parser only tells of the error; whoever reads the content is to see it end.
    content.on('error', (error) => content.destroy(error));
    const received = attachments.receive(content).then(async (file) => {
      if (!content.truncated) return { ...file, filename: name || 'unnamed', mimeType };
      await file.discard();
      throw tooLarge();
    });
    // Whoever awaits the form learns of it; until then it is not unhandled.
    received.catch(() => {});
    upload ??= received;
  });
  try {
    // Not a pipeline: that would take the socket down with a broken form, and the answer with it.
    await finished(raw.pipe(form), { readable: false });
  } catch (error) {
    await upload?.then((each) => each.discard()).catch(() => {});
    if (error instanceof HttpError) throw error;
    throw invalidRequest(`The multipart form is broken: ${(error as Error).message}`);
  }
  if (!upload) throw invalidRequest('No file provided in multipart request');
  return upload;
}

function tooLarge(): HttpError {
  const message = `File size exceeds maximum allowed size of ${maxAttachmentBytes} bytes`;
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', message);
}

/** GET /attachments/{attachment_id}: never shown by a browser, always saved. */
export async function downloadAttachment(call: Call, app: App): Promise<undefined> {
  const attachment = await find(call, app);
  const name = attachment.filename.replace(/[^A-Za-z0-9._-]/g, '') || 'attachment';
  const type = /^[\w.+-]+\/[\w.+-]+(;[^\r\n]*)?$/.test(attachment.mime_type)
    ? attachment.mime_type
    : 'application/octet-stream';
  call.reply
    .header('content-type', type)
    .header('content-length', attachment.size)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(await app.attachments.read(attachment.id));
}

/** GET /attachments/{attachment_id}/metadata. */
export async function readAttachment(call: Call, app: App): Promise<Fields> {
  return view(await find(call, app));
}

/** DELETE /attachments/{attachment_id}. */
export async function removeAttachment(call: Call, app: App): Promise<Fields> {
  const { id } = await find(call, app);
  await app.attachments.remove(id);
  return { success: true };
}

async function find(call: Call, app: App): Promise<Attachment> {
  const found = await app.attachments.find(call.path.attachment_id ?? '');
  if (found) return found;
  throw new HttpError(404, 'NOT_FOUND', 'Attachment not found');
}

function view({ id, filename, mime_type, size }: Attachment): Fields {
  return { attachment_id: id, filename, mime_type, size };
}
