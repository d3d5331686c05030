// Tells what kind a line is from its first bytes, so that whole files can be searched without parsing them.

export interface LineHead {
  readonly type: string;
  /** `payload.type`, where the payload begins with it. */
  readonly event: string | undefined;
}

const headBytes = 200;
const headPattern =
  /^\{"timestamp":"[^"]*",(?:"ordinal":\d+,)?"type":"(\w+)"(?:,"payload":\{"type":"(\w+)"|,"payload":\{)/;

/** Undefined for a line whose keys are not in the usual order: it has to be parsed to know. */
export function sniffLine(bytes: Buffer): LineHead | undefined {
  const match = headPattern.exec(bytes.toString('latin1', 0, headBytes));
  return match?.[1] === undefined ? undefined : { type: match[1], event: match[2] };
}
