// decisions.ts: every documented way to answer, as the answer the wire expects.
import { expect, test } from 'vitest';
import { answerFor } from './decisions.ts';

const command = (params = {}) => ({ id: 1, method: 'item/commandExecution/requestApproval', params });
const file = { id: 1, method: 'item/fileChange/requestApproval', params: {} };
const proposed = { proposedExecpolicyAmendment: ['git', 'status'] };
const permissions = {
  id: 1,
  method: 'item/permissions/requestApproval',
  params: { permissions: { network: { enabled: true } } },
};
const rule = { acceptWithExecpolicyAmendment: { execpolicy_amendment: ['git', 'status'] } };

test.each([
  [command(), { decision: 'approve' }, { decision: 'accept' }],
  [command(), { decision: 'approve', amendments: null }, { decision: 'accept' }],
  [command(), { decision: 'accept_for_session' }, { decision: 'acceptForSession' }],
  [command(), { decision: 'approve_for_session' }, { decision: 'acceptForSession' }],
  [command(), { decision: 'decline', amendments: { execpolicy: true } }, { decision: 'decline' }],
  [command(), { decision: 'cancel' }, { decision: 'cancel' }],
  [command(proposed), { decision: 'approve', amendments: { execpolicy: true } }, { decision: rule }],
  [command(), { decision: 'approve', amendments: { execpolicy: ['git', 'status'] } }, { decision: rule }],
  [command(), { decision: 'approve', amendments: { execpolicy: { command: ['git', 'status'] } } }, { decision: rule }],
  [command(), { decision: rule }, { decision: rule }],
  [
    command(),
    { decision: { accept_with_execpolicy_amendment: rule.acceptWithExecpolicyAmendment } },
    { decision: rule },
  ],
  [
    command(),
    { decision: 'approve', amendments: { network: { host: 'h', action: 'allow' } } },
    { decision: { applyNetworkPolicyAmendment: { network_policy_amendment: { host: 'h', action: 'allow' } } } },
  ],
  [file, { decision: 'approve' }, { decision: 'accept' }],
  [permissions, { decision: 'approve' }, { permissions: { network: { enabled: true } }, scope: 'turn' }],
  [permissions, { decision: 'acceptForSession' }, { permissions: { network: { enabled: true } }, scope: 'session' }],
  [permissions, { decision: 'decline' }, { permissions: {}, scope: 'turn' }],
  [
    permissions,
    { permissions: { file_system: { read: ['/a'] } }, strict_auto_review: true },
    { permissions: { fileSystem: { read: ['/a'] } }, strictAutoReview: true },
  ],
  [{ id: 1, method: 'applyPatchApproval', params: {} }, { decision: 'approve' }, { decision: 'approved' }],
  [
    { id: 1, method: 'item/tool/requestUserInput', params: {} },
    { answers: { someQuestion: { answers: ['yes'] } } },
    { answers: { someQuestion: { answers: ['yes'] } } },
  ],
])('%j answered with %j', (ask, body, expected) => {
  expect(answerFor(ask, body)).toEqual(expected);
});

test.each([
  [command(), {}],
  [command(), { decision: 'Approve' }],
  [command(), { decision: 'toString' }],
  [command(), { decision: 'approve', amendments: { execpolicy: true } }],
  [command(), { decision: 'approve', amendments: { execpolicy: 'git' } }],
  [file, { decision: { accept: true } }],
])('%j refuses %j', (ask, body) => {
  expect(() => answerFor(ask, body)).toThrow(expect.objectContaining({ status: 400 }));
});
