// What clients may ask of a thread in memory: one row for each method.
import type { LiveThread } from '../engine.ts';
import { backgroundTerminals } from './background-terminals.ts';
import { approveDenied, injectItems } from './inject-items.ts';
import { startCompaction, startReview } from './special-turns.ts';
import type { Thread } from './thread.ts';
import { adjustTurn, interruptTurn, startTurn, steerTurn } from './turn-requests.ts';

export function liveThread(thread: Thread): LiveThread {
  return {
    id: thread.id,
    terminals: backgroundTerminals(thread.runtime.processes),
    follow: (follower, options) => thread.follow(follower, options),
    startTurn: (params) => startTurn(thread, params),
    steerTurn: (params) => steerTurn(thread, params),
    interruptTurn: (params) => interruptTurn(thread, params),
    adjustTurn: (params) => adjustTurn(thread, params),
    changeSettings: (params) => thread.changeSettings(params),
    startReview: (params) => startReview(thread, params),
    startCompaction: () => startCompaction(thread),
    injectItems: (params) => injectItems(thread, params),
    approveDenied: (event) => approveDenied(thread, event),
    runShellCommand: (params) => thread.shell.start(params),
  };
}
