// The requests for proof that the user is there.
import type { RequestTable } from '../method-table.ts';
import {
  UserVerificationCancelParams,
  UserVerificationCancelResponse,
  UserVerificationDeleteParams,
  UserVerificationDeleteResponse,
  UserVerificationEnrollParams,
  UserVerificationEnrollResponse,
  UserVerificationStatusParams,
  UserVerificationStatusResponse,
  UserVerificationVerifyParams,
  UserVerificationVerifyResponse,
} from './user-verification.ts';

export const userVerificationRequests = {
  'userVerification/status': {
    params: UserVerificationStatusParams,
    result: UserVerificationStatusResponse,
    experimental: true,
  },
  'userVerification/enroll': {
    params: UserVerificationEnrollParams,
    result: UserVerificationEnrollResponse,
    experimental: true,
  },
  'userVerification/delete': {
    params: UserVerificationDeleteParams,
    result: UserVerificationDeleteResponse,
    experimental: true,
  },
  'userVerification/verify': {
    params: UserVerificationVerifyParams,
    result: UserVerificationVerifyResponse,
    experimental: true,
  },
  'userVerification/cancel': {
    params: UserVerificationCancelParams,
    result: UserVerificationCancelResponse,
    experimental: true,
  },
} as const satisfies RequestTable;
