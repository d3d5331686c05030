import { describe, expect, it } from 'vitest';
import { Scopes } from './scopes.ts';

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}

describe('Scopes', () => {
  it('runs work of a free key at once, without any turn of the event loop', () => {
    const scopes = new Scopes();
    expect(scopes.run('a', () => 1)).toBe(1);
    expect(scopes.run('a', () => 2)).toBe(2);
  });

  it('keeps the order within a key, also after a failure, and lets other keys pass', async () => {
    const scopes = new Scopes();
    const seen: string[] = [];
    const slow = gate();
    const first = scopes.run('a', async () => {
      await slow.promise;
      seen.push('a1');
      throw new Error('failed');
    });
    const second = scopes.run('a', () => void seen.push('a2'));
    const third = scopes.run('a', async () => void seen.push('a3'));
    scopes.run('b', () => void seen.push('b1'));
    slow.open();
    await expect(first).rejects.toThrow('failed');
    await Promise.all([second, third]);
    expect(seen).toEqual(['b1', 'a1', 'a2', 'a3']);
    expect(scopes.run('a', () => 'free again')).toBe('free again');
  });
});
