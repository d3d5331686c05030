// The page at /docs: Scalar's API reference with its script from this server, nothing from elsewhere. Four megabytes,
// so it is loaded by its first reader.
import scalar from '@scalar/fastify-api-reference';
import fastify, { type FastifyInstance } from 'fastify';

export interface ReferenceFile {
  readonly type: string;
  readonly content: string;
}

let site: Promise<FastifyInstance> | undefined;

/** The page ('') or its script, by the path below /docs/. */
export async function referenceFile(path: string): Promise<ReferenceFile> {
  site ??= createSite();
  const response = await (await site).inject({ url: `/docs/${path}` });
  return { type: String(response.headers['content-type']), content: response.body };
}

async function createSite(): Promise<FastifyInstance> {
  const http = fastify();
  await http.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      cdn: '/docs/js/scalar.js',
      pageTitle: 'Codex Web Server API',
      withDefaultFonts: false,
      hideClientButton: true,
      telemetry: false,
    },
  });
  return http;
}
