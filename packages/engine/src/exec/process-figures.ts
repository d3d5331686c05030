// What a running command costs: processor time and memory of it and its descendants. Best effort; figures are null where
// the system does not tell them.
import { readFileSync } from 'node:fs';
import { findMembers, type KillTarget } from './kill-tree.ts';

export interface ProcessFigures {
  /** Share of one core since the command started, in percent; several busy cores make more than 100. */
  readonly cpuPercent: number | null;
  /** Memory in use, in KiB. */
  readonly rssKb: number | null;
}

/** The unit of processor times in /proc; the same on every Linux. */
const TICKS_PER_SECOND = 100;

interface Cost {
  readonly ticks: number;
  readonly rssKb: number;
}

function costOf(pid: number): Cost | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const times = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    // User and system time, its own and those of children it waited for.
    const ticks = times.slice(11, 15).reduce((sum, time) => sum + Number(time), 0);
    return { ticks, rssKb: Number(rss ?? 0) };
  } catch {
    return undefined; // ended while we looked
  }
}

/** `runsForMs`: how long the command has been running. */
export async function measureProcesses(target: KillTarget, runsForMs: number): Promise<ProcessFigures> {
  if (process.platform !== 'linux') return { cpuPercent: null, rssKb: null };
  const costs = (await findMembers(target)).map(costOf).filter((cost) => cost !== undefined);
  const ticks = costs.reduce((sum, cost) => sum + cost.ticks, 0);
  const percent = runsForMs <= 0 ? 0 : (ticks / TICKS_PER_SECOND / (runsForMs / 1000)) * 100;
  return {
    cpuPercent: Math.round(percent * 10) / 10,
    rssKb: costs.reduce((sum, cost) => sum + cost.rssKb, 0),
  };
}
