// How a command ends: 0 in order, 1 for a failure, 2 for a wrong command line; what is wrong goes to stderr.
import { UsageError } from './options.ts';

export async function exitStatusOf(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(error instanceof UsageError ? `${message}\n` : `Error: ${message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
