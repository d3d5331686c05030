// What the documentation says of each tool beside its parameters: limits, and what the model is told when a call fails.

export interface ToolNotes {
  readonly limits: readonly string[];
  /** The words the model is told, placeholders in angle brackets, and when. */
  readonly errors: readonly string[];
}

const badArguments = '`failed to parse function arguments: <what is wrong> at line <l> column <c>`';
const rejected = '`exec_command failed: CreateProcess { message: "Rejected(<why>)" }`';

export const toolNotes = {
  execCommand: {
    limits: [
      '`yield_time_ms`: 250 to 30,000 (10,000 unless given). A command that runs longer becomes a session.',
      'Output: cut in the middle to `max_output_tokens` (10,000 unless given), never more than the limit of the model or `tool_output_token_limit`; a token is four bytes.',
      'Shell: that of the user unless `shell` names another; a login shell unless `login` is false. Login files are read once per thread (`[features] shell_snapshot = false`: by every command). With `allow_login_shell = false` there is no `login`.',
      'With `[features] exec_permission_approvals = true` it can also ask for single permissions: `sandbox_permissions = "with_additional_permissions"` and `additional_permissions`, which has the form of `permissions` in `request_permissions`.',
    ],
    errors: [
      badArguments,
      `${rejected}: refused by policy, rule or person, or the program could not be started`,
      '`approval policy is <policy>; reject command …`: asked to leave the sandbox where nobody may be asked',
      'login shell is disabled by config; omit `login` or set it to false.',
      '`additional permissions are disabled; …`, or a sentence about missing or empty `additional_permissions`',
    ],
  },
  writeStdin: {
    limits: [
      '`yield_time_ms`: 250 to 30,000; with empty `chars` 5,000 to 300,000.',
      'Output: as for `exec_command`, what was printed since the last look.',
    ],
    errors: [
      badArguments,
      '`write_stdin failed: Unknown process id <id>`',
      '`write_stdin failed: stdin is closed for this session; rerun exec_command with tty=true to keep stdin open`',
    ],
  },
  updatePlan: {
    limits: ['The whole list each time; unknown fields are refused.'],
    errors: [badArguments, '`update_plan is a TODO/checklist tool and is not allowed in Plan mode`'],
  },
  requestUserInput: {
    limits: ['Plan mode only. Every question needs options; one to three questions are advised.'],
    errors: [
      badArguments,
      '`request_user_input is unavailable in <Mode> mode`',
      '`request_user_input requires non-empty options for every question`',
      '`{"answers":{}}`: the client refused, or its answer could not be read',
    ],
  },
  requestPermissions: {
    limits: [
      'Granted is at most what was asked.',
      'With approval policy `never`, or `granular` without `request_permissions`, nobody is asked and nothing is granted.',
    ],
    errors: [
      '`failed to parse function arguments: <what is wrong>`',
      '`request_permissions requires at least one permission`',
      '`unknown turn environment id <id>`',
      '`{"permissions":{"network":null,"file_system":null},"scope":"turn"}`: nothing was granted',
    ],
  },
  applyPatch: {
    limits: ['A patch is applied as a whole or not at all.'],
    errors: [
      '`apply_patch verification failed: <why>`',
      '`patch rejected by user`, `patch rejected: <why>`',
      '`Exit code: 1 …`: a file could not be written',
    ],
  },
  goals: {
    limits: ['One goal per thread. The model may end the work on it; going on again is up to the user.'],
    errors: [
      badArguments,
      '`Goal tools require a persistent thread.`: the thread is ephemeral',
      '`cannot create a new goal because this thread has an unfinished goal; complete the existing goal first`',
      '`cannot update goal because this thread has no goal`',
      '`goal objective must not be empty`, `goal budgets must be positive when provided`',
      '`update_goal can only mark the existing goal complete, blocked, or paused …`',
    ],
  },
  viewImage: {
    limits: [
      'PNG, JPEG, WebP and GIF (sent as PNG); files up to 64 MiB.',
      'Larger images are scaled down: to sides of 6,000 pixels and 10,000 squares of 32 pixels for models that take originals, else 2,048 and 2,500.',
    ],
    errors: [
      badArguments,
      '`unable to locate image at <path>: <error of the system>`',
      '`image path <path> is not a file`',
      '`unable to process image: invalid or unsupported image data`',
      '`view_image.detail only supports high or original; …`',
    ],
  },
} as const satisfies Record<string, ToolNotes>;
