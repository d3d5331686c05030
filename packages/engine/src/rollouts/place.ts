// Places in the list of threads: a time and, among threads of the same time, an id. Cursors are places.

export interface Place {
  readonly ms: number;
  /** Null: beyond every thread of that time. */
  readonly id: string | null;
}

/** Whether `a` comes before `b`; places that are the same do not. */
export function precedes(a: Place, b: Place, descending: boolean): boolean {
  if (a.ms !== b.ms) return descending ? a.ms > b.ms : a.ms < b.ms;
  if (a.id === null || b.id === null) return a.id !== null && b.id === null;
  return descending ? a.id > b.id : a.id < b.id;
}

/** The cursor behind which `place` itself comes first. */
export function cursorBefore(place: Place, descending: boolean): string {
  return cursorAfter({ ms: place.ms, id: place.id && neighbour(place.id, descending ? 1n : -1n) });
}

/** The cursor behind which comes what follows `place`. */
export function cursorAfter({ ms, id }: Place): string {
  const time = new Date(ms).toISOString().replace('.000Z', 'Z');
  return id === null ? time : `${time}|${id}`;
}

/** Ids are numbers of 128 bits; the one beside it need not exist. */
function neighbour(id: string, step: bigint): string {
  const next = BigInt.asUintN(128, BigInt(`0x${id.replaceAll('-', '')}`) + step);
  const hex = next.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
