// How HTTP requests leave this process: node:https only for who needs it, proxies from the environment (HTTPS_PROXY,
// NO_PROXY).
import type { Agent, request } from 'node:http';

export interface Transport {
  readonly request: typeof request;
  readonly agent: Agent;
}

/** One agent per protocol (`http:`, `https:`), so that connections are kept, or not, for all requests of the caller. */
export function transports(options: { readonly keepAlive: boolean }): (protocol: string) => Promise<Transport> {
  const agents = new Map<string, Agent>();
  return async (protocol) => {
    const { request, Agent } = protocol === 'https:' ? await import('node:https') : await import('node:http');
    let agent = agents.get(protocol);
    if (!agent) {
      agent = new Agent({ ...options, proxyEnv: process.env });
      agents.set(protocol, agent);
    }
    return { request, agent };
  };
}
