// Names every test that failed first and passed when it was tried again, so that none stays unseen.
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class FlakyReporter implements Reporter {
  readonly #flaky: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#flaky.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(_modules: readonly TestModule[]): void {
    for (const name of this.#flaky) console.log(`FLAKY ${name}   (failed once; it is to be mended)`);
  }
}
