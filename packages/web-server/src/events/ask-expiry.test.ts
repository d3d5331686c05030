// ask-expiry.ts with a clock in the test's hand: asks are declined in time, never while somebody else has them.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AskExpiry } from './ask-expiry.ts';
import type { LoggedEvent } from './event-rows.ts';
import { type AskOutcome, type PendingRequest, PendingRequests } from './pending-requests.ts';

const quarterHour = 15 * 60_000;
const method = 'item/commandExecution/requestApproval';
let answers: AskOutcome[];
let told: PendingRequest[];
let held: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  told = [];
  held = false;
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(timeoutMs = quarterHour) {
  const answered = { add() {}, has: () => false };
  const pending = new PendingRequests((_, outcome) => answers.push(outcome) > 0, answered);
  const expiry = new AskExpiry({ timeoutMs, isHeldElsewhere: () => held }, pending, (each) => told.push(each));
  const ask = (id: number, name = method) => {
    const message = { method: name, id, params: { threadId: 't', turnId: 'u', itemId: `i${id}` } };
    const expires = expiry.deadline(name);
    const event: LoggedEvent = {
      threadId: 't',
      seq: id,
      place: id,
      at: Date.now(),
      derived: false,
      connection: 'c',
      expires,
      message,
    };
    const added = pending.add(message, event);
    expiry.watch(added);
    return added;
  };
  return { pending, ask };
}

test('after 900 s an ask is declined and told; before it can be answered, afterwards not', () => {
  const { pending, ask } = setUp();
  ask(1);
  vi.advanceTimersByTime(899_000);
  expect(pending.find('t', 'i1').event.expires).toBe(Date.now() + 1000);
  expect(answers).toEqual([]);
  vi.advanceTimersByTime(1_001);
  expect(answers).toEqual([{ result: { decision: 'decline' } }]);
  expect(told).toHaveLength(1);
  expect(() => pending.find('t', 'i1')).toThrow('Approval not found');
});

test('every kind that waits for a person has a way to decline; an answered one stays answered', () => {
  const { pending, ask } = setUp(1000);
  pending.answer(ask(1), { result: { decision: 'accept' } });
  ask(2, 'item/tool/requestUserInput');
  ask(3, 'mcpServer/elicitation/request');
  ask(4, 'item/permissions/requestApproval');
  vi.advanceTimersByTime(1001);
  expect(answers).toEqual([
    { result: { decision: 'accept' } },
    { result: { answers: {} } },
    { result: { action: 'decline', content: null, _meta: null } },
    { result: { permissions: {}, scope: 'turn' } },
  ]);
  expect(told).toHaveLength(3);
});

test('while a JSON-RPC client has it nothing expires; 0 means never', () => {
  const { ask } = setUp(1000);
  held = true;
  ask(1);
  vi.advanceTimersByTime(3_600_000);
  expect(answers).toEqual([]);
  held = false;
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
  const never = setUp(0);
  expect(never.ask(2).event.expires).toBeNull();
  vi.advanceTimersByTime(3_600_000);
  expect(told).toHaveLength(1);
});
