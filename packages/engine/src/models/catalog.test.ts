import { expect, test } from 'vitest';
import { DEFAULT_MODEL, defaultModel, effectiveContextWindow, modelInfo } from './catalog.ts';
import { listModels } from './catalog-list.ts';

const unset = { modelContextWindow: null };

test('a known model, with a provider in front or a date behind', () => {
  const info = modelInfo('gpt-5.5', unset);
  expect(info).toMatchObject({
    known: true,
    applyPatch: 'freeform',
    defaultReasoningEffort: 'medium',
    defaultVerbosity: 'low',
    defaultReasoningSummary: null,
  });
  expect(effectiveContextWindow(info)).toBe(258_400);
  expect(modelInfo('openai/gpt-5.5', unset)).toEqual({ ...info, slug: 'openai/gpt-5.5' });
  expect(modelInfo('gpt-5.5-2026-01-01', unset)).toEqual({ ...info, slug: 'gpt-5.5-2026-01-01' });
  expect(modelInfo(DEFAULT_MODEL, unset).known).toBe(true);
});

test('the longest row wins', () => {
  expect(modelInfo('gpt-6.1-terra-x', unset).contextWindow).toBe(500_000);
  expect(modelInfo('gpt-6.1-sol', unset).contextWindow).toBe(272_000);
});

test('anything else works with fallback facts', () => {
  for (const slug of ['mock-model', 'a/b/gpt-5.5', 'constructor', '']) {
    expect(modelInfo(slug, unset)).toMatchObject({
      slug,
      known: false,
      applyPatch: null,
      defaultReasoningEffort: null,
      defaultReasoningSummary: 'auto',
      supportsVerbosity: false,
    });
  }
});

test('model_context_window replaces the window, up to what the model can take', () => {
  expect(modelInfo('gpt-5.5', { modelContextWindow: 1_000_000 }).contextWindow).toBe(272_000);
  expect(modelInfo('gpt-5.5', { modelContextWindow: 1000 }).contextWindow).toBe(1000);
  expect(effectiveContextWindow(modelInfo('x', { modelContextWindow: 100_001 }))).toBe(95_000);
});

test('models of other providers are known without the parameters that only OpenAI has', () => {
  for (const slug of ['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'gpt-oss:20b', 'openai/gpt-oss-20b']) {
    expect(modelInfo(slug, unset)).toMatchObject({ known: true, applyPatch: 'freeform', supportsVerbosity: false });
  }
  expect(modelInfo('claude-3-5-haiku-latest', unset).defaultReasoningEffort).toBeNull();
});

test('each provider lists what it has, and one of it as the default', () => {
  for (const provider of ['openai', 'anthropic', 'ollama']) {
    const { data } = listModels({}, provider);
    const preset = provider === 'anthropic' ? defaultModel(provider) : DEFAULT_MODEL;
    expect(data.flatMap(({ model, isDefault }) => (isDefault ? [model] : []))).toEqual([preset]);
  }
  expect(listModels({}, 'anthropic').data[0]).toMatchObject({
    displayName: 'Claude Sonnet 4.5',
    supportedReasoningEfforts: [{ reasoningEffort: 'low' }, { reasoningEffort: 'medium' }, { reasoningEffort: 'high' }],
  });
});
