// How large an image a model takes, and the size to which a larger one is scaled. Pure arithmetic of the provider's
// published rules: an image is cut into squares of 32 pixels, and both its sides and the squares are limited.

export interface ImageBudget {
  readonly detail: 'high' | 'original';
  /** Longest side, in pixels. */
  readonly maxSide: number;
  /** Squares of 32 pixels, begun ones included. */
  readonly maxPatches: number;
}

export const highDetail: ImageBudget = { detail: 'high', maxSide: 2048, maxPatches: 2500 };
export const originalDetail: ImageBudget = { detail: 'original', maxSide: 6000, maxPatches: 10_000 };

export interface Size {
  readonly width: number;
  readonly height: number;
}

const PATCH = 32;

/** The image's own size when it fits; else the largest one of the same shape that does. */
export function fittingSize(size: Size, { maxSide, maxPatches }: ImageBudget): Size {
  const bySide = Math.min(1, maxSide / Math.max(size.width, size.height));
  const within = scaled(size, bySide);
  return patches(within) <= maxPatches ? within : scaled(size, patchScale(size, maxPatches));
}

/** Scaled so that the squares fill the budget, then so that one side ends where a square does. */
function patchScale({ width, height }: Size, maxPatches: number): number {
  const scale = Math.sqrt((PATCH * PATCH * maxPatches) / (width * height));
  const [across, down] = [(width * scale) / PATCH, (height * scale) / PATCH];
  return scale * Math.min(Math.max(1, Math.floor(across)) / across, Math.max(1, Math.floor(down)) / down);
}

function scaled({ width, height }: Size, scale: number): Size {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function patches({ width, height }: Size): number {
  return Math.ceil(width / PATCH) * Math.ceil(height / PATCH);
}
