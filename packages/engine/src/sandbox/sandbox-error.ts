// Why a sandbox cannot be set up. The command is then refused: it never runs with more access than its policy gives.
export class SandboxError extends Error {}
