// One broken rule: where, what, and what mends it.

export interface Problem {
  readonly where: string;
  readonly what: string;
  readonly mend: string;
}

export function describeProblem(problem: Problem): string {
  return `${problem.where}\n  ${problem.what}\n  mend: ${problem.mend}`;
}

/** For a check that is run alone: prints and sets the exit status. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.log(describeProblem(problem));
  console.log(problems.length === 0 ? 'ok' : `${problems.length} problem(s)`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
