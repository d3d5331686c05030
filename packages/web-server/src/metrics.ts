// Measurements for Prometheus. Counting is a few numbers; the library that writes them down is loaded when asked.
import type { App } from './rest/app.ts';

export class Counters {
  readonly #responses = new Map<string, number>();

  countResponse(method: string, status: number): void {
    const key = `${method} ${Math.floor(status / 100)}xx`;
    this.#responses.set(key, (this.#responses.get(key) ?? 0) + 1);
  }

  get responses(): ReadonlyMap<string, number> {
    return this.#responses;
  }
}

/** In the text format, and its media type. */
export async function writeMetrics(app: App): Promise<{ type: string; text: string }> {
  const { collectDefaultMetrics, Gauge, Registry } = (await import('prom-client')).default;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges: ReadonlyArray<readonly [name: string, help: string, value: number]> = [
    ['codex_event_streams', 'Open event streams', app.streams.size],
    ['codex_followed_threads', 'Threads whose events are logged', app.feed.followed],
    ['codex_pending_requests', 'Requests of the server that wait for an answer', app.feed.pending.size],
    ['codex_logged_events_total', 'Events logged since the log was begun', app.log.timeline.head],
    ['codex_auth_failures_total', 'Requests with a wrong token', app.authFailures()],
  ];
  for (const [name, help, value] of gauges) new Gauge({ name, help, registers: [registry] }).set(value);
  const labelNames = ['method', 'status'];
  const help = 'Responses by method and class of status';
  const responses = new Gauge({ name: 'codex_http_responses_total', help, labelNames, registers: [registry] });
  for (const [key, count] of app.counters.responses) {
    const [method = '', status = ''] = key.split(' ');
    responses.set({ method, status }, count);
  }
  return { type: registry.contentType, text: await registry.metrics() };
}
