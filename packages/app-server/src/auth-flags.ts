// The `--ws-*` flags about who may connect over WebSocket, and which of them do not go together.

export const authModes = ['capability-token', 'signed-bearer-token'] as const;

/** As given; files are not yet read. */
export interface AuthFlags {
  /** Undefined: clients need no token. */
  readonly mode: (typeof authModes)[number] | undefined;
  readonly tokenFile: string | undefined;
  /** Hexadecimal. */
  readonly tokenSha256: string | undefined;
  readonly secretFile: string | undefined;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** Seconds; 30 when not given. */
  readonly clockSkew: bigint | undefined;
}

const tokenFlags = '`--ws-token-file` and `--ws-token-sha256`';
const signedFlags = '`--ws-shared-secret-file`, `--ws-issuer`, `--ws-audience`, and `--ws-max-clock-skew-seconds`';

/** Throws where flags contradict each other or one is missing. They are checked for every transport. */
export function checkAuthFlags(flags: AuthFlags): void {
  const { mode, tokenFile, tokenSha256, secretFile, issuer, audience, clockSkew } = flags;
  const hasTokenFlag = [tokenFile, tokenSha256].some((flag) => flag !== undefined);
  const hasSignedFlag = [secretFile, issuer, audience, clockSkew].some((flag) => flag !== undefined);
  const mistake = mistakes.find((row) => row.mode === mode && row.applies({ ...flags, hasTokenFlag, hasSignedFlag }));
  if (mistake !== undefined) throw new Error(mistake.text);
}

interface Given extends AuthFlags {
  readonly hasTokenFlag: boolean;
  readonly hasSignedFlag: boolean;
}

interface Mistake {
  readonly mode: AuthFlags['mode'];
  readonly applies: (given: Given) => boolean;
  readonly text: string;
}

/** In the order in which they are looked for. */
const mistakes: readonly Mistake[] = [
  {
    mode: undefined,
    applies: ({ hasTokenFlag, hasSignedFlag }) => hasTokenFlag || hasSignedFlag,
    text: 'websocket auth flags require `--ws-auth capability-token` or `--ws-auth signed-bearer-token`',
  },
  {
    mode: 'capability-token',
    applies: ({ hasSignedFlag }) => hasSignedFlag,
    text: `${signedFlags} require \`--ws-auth signed-bearer-token\``,
  },
  {
    mode: 'capability-token',
    applies: ({ tokenFile, tokenSha256 }) => tokenFile !== undefined && tokenSha256 !== undefined,
    text: `${tokenFlags} are mutually exclusive`,
  },
  {
    mode: 'capability-token',
    applies: ({ hasTokenFlag }) => !hasTokenFlag,
    text: '`--ws-token-file` or `--ws-token-sha256` is required when `--ws-auth capability-token` is set',
  },
  {
    mode: 'capability-token',
    applies: ({ tokenSha256 }) => tokenSha256 !== undefined && !isDigest(tokenSha256),
    text: '--ws-token-sha256 must be a 64-character hex SHA-256 digest',
  },
  {
    mode: 'signed-bearer-token',
    applies: ({ hasTokenFlag }) => hasTokenFlag,
    text: `${tokenFlags} require \`--ws-auth capability-token\`, not \`signed-bearer-token\``,
  },
  {
    mode: 'signed-bearer-token',
    applies: ({ secretFile }) => secretFile === undefined,
    text: '`--ws-shared-secret-file` is required when `--ws-auth signed-bearer-token` is set',
  },
  {
    mode: 'signed-bearer-token',
    applies: ({ clockSkew = 0n }) => clockSkew >= 2n ** 63n,
    text: 'websocket auth clock skew must fit in a signed 64-bit integer',
  },
];

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text.trim());
}
