// The programs of all connections: ended with their connection, and all of them with the engine.
import type { ClientPrograms, Notify } from '../engine.ts';
import { ConnectionPrograms } from './client-programs.ts';
import type { ProgramSite } from './surroundings.ts';

export class ProgramStore {
  readonly #site: ProgramSite;
  readonly #open = new Set<ConnectionPrograms>();
  /** Programs of connections that have gone; they are being ended. */
  readonly #ending = new Set<Promise<void>>();

  constructor(site: ProgramSite) {
    this.#site = site;
  }

  open(notify: Notify, owner: AbortSignal): ClientPrograms {
    const programs = new ConnectionPrograms(this.#site, notify);
    this.#open.add(programs);
    const end = () => this.#end(programs);
    if (owner.aborted) end();
    else owner.addEventListener('abort', end, { once: true });
    return programs;
  }

  async close(): Promise<void> {
    for (const programs of this.#open) this.#end(programs);
    await Promise.all(this.#ending);
  }

  #end(programs: ConnectionPrograms): void {
    if (!this.#open.delete(programs)) return;
    const ending: Promise<void> = programs.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
