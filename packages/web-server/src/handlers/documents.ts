// The routes that describe this server: OpenAPI, the page to read it with, and measurements.
import { writeMetrics } from '../metrics.ts';
import type { App } from '../rest/app.ts';
import type { Call } from '../rest/route.ts';

/** The page runs its own script and styles, and talks to this server only. */
const pagePolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";

/** GET /api-docs/openapi.json. */
export async function openApiDocument(_: Call, app: App): Promise<object> {
  return app.openApi();
}

/** GET /docs. */
export async function apiReference(call: Call): Promise<undefined> {
  await send(call, '');
}

/** GET /docs/js/scalar.js. */
export async function apiReferenceScript(call: Call): Promise<undefined> {
  await send(call, 'js/scalar.js');
}

async function send({ reply }: Call, path: string): Promise<void> {
  const { referenceFile } = await import('../docs/api-reference.ts');
  const file = await referenceFile(path);
  reply.header('content-type', file.type).header('content-security-policy', pagePolicy).send(file.content);
}

/** GET /metrics. */
export async function metrics({ reply }: Call, app: App): Promise<undefined> {
  const { type, text } = await writeMetrics(app);
  reply.header('content-type', type).send(text);
}
