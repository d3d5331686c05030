// Two projects: `unit` beside the sources, `integration` over real wires in tests/. Both run on the pinned Node 24.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'], testTimeout: 10_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/oracle/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real processes and sockets on a machine that has other work: one more try, and `FLAKY` says that it was needed.
          retry: 1,
        },
      },
    ],
  },
});
