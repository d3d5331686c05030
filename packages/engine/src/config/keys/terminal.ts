// The keys of clients that draw on a terminal. This server checks and shows them; it reads none.
import { boolean, byDefault, float, integer, list, mapOf, oneOf, type Rule, string, table, unread } from '../rules.ts';

/** A key, or several, for each action; written `ctrl-x`. */
function keymap(name: string, actions: string): Rule<unknown> {
  return byDefault(table(name, Object.fromEntries(actions.split(' ').map((action) => [action, unread]))), {});
}

const keymaps = table('TuiKeymap', {
  global: keymap(
    'TuiGlobalKeymap',
    [
      'leader change_host focus_main_composer focus_sidebar_content focus_sidebar_tabs hide_pane',
      'close_sidebar_tab sidebar_up sidebar_down focus_pane_left focus_pane_right minimize_pane_width',
      'maximize_pane_width equalize_pane_widths resize_panes move_divider_left move_divider_right',
      'toggle_pane_zoom open_agents open_transcript find_transcript select_transcript focus_activity',
      'open_external_editor copy clear_terminal submit queue toggle_shortcuts toggle_vim_mode toggle_fast_mode',
      'toggle_raw_output toggle_side_conversation',
    ].join(' '),
  ),
  chat: keymap(
    'TuiChatKeymap',
    [
      'open_presets toggle_voice toggle_voice_mute interrupt_turn decrease_reasoning_effort',
      'increase_reasoning_effort previous_permission_mode next_permission_mode edit_queued_message',
      'prompt_stack_back skip_question',
    ].join(' '),
  ),
  composer: keymap('TuiComposerKeymap', 'submit queue toggle_shortcuts history_search_previous history_search_next'),
  editor: keymap(
    'TuiEditorKeymap',
    [
      'insert_newline move_left move_right move_up move_down move_word_left move_word_right move_line_start',
      'move_line_end delete_backward delete_forward delete_backward_word delete_forward_word kill_line_start',
      'kill_whole_line kill_line_end yank',
    ].join(' '),
  ),
  vim_normal: keymap(
    'TuiVimNormalKeymap',
    [
      'enter_insert append_after_cursor append_line_end insert_line_start open_line_below open_line_above',
      'enter_replace_mode move_left move_right move_up move_down move_word_forward move_word_backward',
      'move_word_end move_line_start move_line_end find_forward find_backward till_forward till_backward',
      'jump_top jump_bottom delete_char replace_char repeat_last_change substitute_char delete_to_line_end',
      'change_to_line_end yank_line paste_after start_delete_operator start_yank_operator start_change_operator',
      'undo redo cancel_operator',
    ].join(' '),
  ),
  vim_operator: keymap(
    'TuiVimOperatorKeymap',
    [
      'delete_line yank_line motion_left motion_right motion_up motion_down motion_word_forward',
      'motion_word_backward motion_word_end motion_line_start motion_line_end motion_find_forward',
      'motion_find_backward motion_till_forward motion_till_backward motion_jump_top motion_jump_bottom',
      'select_inner_text_object select_around_text_object cancel',
    ].join(' '),
  ),
  vim_search: keymap('TuiVimSearchKeymap', 'forward backward next previous'),
  vim_text_object: keymap(
    'TuiVimTextObjectKeymap',
    'word big_word parentheses brackets braces double_quote single_quote backtick cancel',
  ),
  pager: keymap(
    'TuiPagerKeymap',
    [
      'scroll_up scroll_down page_up page_down half_page_up half_page_down jump_top jump_bottom close',
      'close_transcript find',
    ].join(' '),
  ),
  list: keymap(
    'TuiListKeymap',
    'move_up move_down move_left move_right page_up page_down jump_top jump_bottom accept cancel',
  ),
  agents: keymap(
    'TuiAgentsKeymap',
    'resume search new_task new_worktree fork rename stop archive delete hide toggle_pin toggle_grouping',
  ),
  approval: keymap(
    'TuiApprovalKeymap',
    'open_fullscreen open_thread approve approve_for_session approve_for_prefix deny decline cancel',
  ),
});

export const tui = table('Tui', {
  default_hosts: byDefault(mapOf(mapOf(string)), {}),
  notifications: byDefault(unread, true),
  notification_method: byDefault(oneOf('auto', 'osc9', 'osc777', 'bel'), 'auto'),
  notification_condition: byDefault(oneOf('unfocused', 'always'), 'unfocused'),
  animations: byDefault(boolean, true),
  screen_reader_detection_done: boolean,
  effects: byDefault(
    table('TuiEffects', {
      starfield: byDefault(boolean, true),
      shimmer: byDefault(boolean, true),
      welcome: byDefault(boolean, true),
      effort: byDefault(boolean, true),
      progress: byDefault(boolean, true),
      title: byDefault(boolean, true),
    }),
    {},
  ),
  rendering: byDefault(
    table('TuiRendering', {
      mermaid: byDefault(boolean, true),
      math: byDefault(boolean, true),
      tables: byDefault(boolean, true),
      lists: byDefault(boolean, true),
    }),
    {},
  ),
  show_tooltips: byDefault(boolean, true),
  show_server_version_notice: byDefault(boolean, true),
  auto_recap: byDefault(boolean, true),
  disable_paste_burst: boolean,
  vim_mode_default: byDefault(boolean, false),
  question_esc_back: byDefault(boolean, true),
  raw_output_mode: byDefault(boolean, false),
  fullscreen_transcript: byDefault(boolean, true),
  collapse_turn_details: byDefault(boolean, false),
  sidebar_width_percent: integer('u8'),
  mouse_scroll_speed: float,
  copy_on_select: byDefault(oneOf('auto', 'always', 'never'), 'auto'),
  copy_on_select_clear_selection: byDefault(boolean, false),
  right_click_paste: byDefault(oneOf('auto', 'on', 'off'), 'auto'),
  alternate_screen: byDefault(oneOf('auto', 'always', 'never'), 'auto'),
  status_line: list(string),
  status_line_use_colors: byDefault(boolean, true),
  terminal_title: list(string),
  theme: string,
  pet: string,
  pet_anchor: byDefault(oneOf('composer', 'screen-bottom'), 'composer'),
  session_picker_view: oneOf('comfortable', 'dense'),
  agents_overview_grouping: byDefault(oneOf('project', 'status', 'model'), 'project'),
  resume_cwd: oneOf('current', 'session'),
  presets: byDefault(mapOf(unread), {}),
  model_availability_nux: byDefault(unread, {}),
  terminal_resize_reflow_max_rows: integer('usize'),
  keymap: byDefault(keymaps, {}),
});

export const notice = table('Notice', {
  hide_gov_cloud_guidance: boolean,
  hide_full_access_warning: boolean,
  hide_world_writable_warning: boolean,
  fast_default_opt_out: boolean,
  hide_rate_limit_model_nudge: boolean,
  hide_gpt5_1_migration_prompt: boolean,
  'hide_gpt-5.1-codex-max_migration_prompt': boolean,
  model_migrations: byDefault(mapOf(string), {}),
  external_config_migration_prompts: byDefault(
    table('ExternalConfigMigrationPrompts', {
      home: boolean,
      home_last_prompted_at: integer('i64'),
      projects: byDefault(mapOf(boolean), {}),
      project_last_prompted_at: byDefault(mapOf(integer('i64')), {}),
    }),
    {},
  ),
});

export const audio = table('RealtimeAudioToml', { microphone_channel: unread, microphone: string, speaker: string });

export const realtime = table('RealtimeToml', {
  version: oneOf('v1', 'v2', 'v3'),
  type: oneOf('conversational', 'transcription'),
  transport: oneOf('webrtc', 'websocket'),
  voice: oneOf(
    'alloy',
    'arbor',
    'ash',
    'aube',
    'ballad',
    'breeze',
    'bubbie',
    'cedar',
    'coral',
    'cove',
    'echo',
    'ember',
    'haetsal',
    'hanul',
    'himari',
    'juniper',
    'leher',
    'maple',
    'marin',
    'miko',
    'neer',
    'porto',
    'rindo',
    'rio',
    'rivage',
    'sage',
    'selva',
    'shimmer',
    'sol',
    'sonna',
    'spruce',
    'tinta',
    'vale',
    'verse',
    'viola',
  ),
});

export const windows = table('WindowsToml', { sandbox: oneOf('elevated', 'unelevated', 'mxc'), allow_mxc: boolean });
