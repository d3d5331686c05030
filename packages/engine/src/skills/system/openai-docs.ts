// The bundled skill for questions about Codex and the OpenAI API.
import type { BundledSkill } from './bundled-skill.ts';

export const openaiDocs: BundledSkill = {
  name: 'openai-docs',
  text: `---
name: openai-docs
description: Answer from the source how Codex behaves, is configured or goes wrong, and how to begin with the OpenAI API or choose a model. Not for code that already calls the API and only needs a change.
---

# Questions about Codex and the OpenAI API

Do not answer from memory: names of models, options and prices change.

## About Codex here

What runs is a server that is compatible with the official one. Look first at what this machine says:

- \`codex --version\`, \`codex --help\`, \`codex <command> --help\`
- \`$CODEX_HOME/config.toml\` (\`~/.codex/config.toml\`): what is configured. Show keys, never the values of tokens.
- \`codex doctor\` where the command exists: what is wrong with the installation.
- \`AGENTS.md\` files from the project's root down, for what changes instructions.

## In the documentation

Search the web, only these sites, and read the page before you quote it: \`developers.openai.com\` (Codex and API guides), \`platform.openai.com\` (API reference, models), \`help.openai.com\` (accounts, plans). Without web search, say which page answers the question and that you could not read it.

## First call of the API

1. Find out the language of the project and whether a client library is installed.
2. Read the current quickstart and the page of the model. Take the model's name from there.
3. The key comes from the environment, \`OPENAI_API_KEY\`; it never stands in a file of the project.
4. Write the smallest program that makes one call, run it if the user agrees to the cost, and show its output.

In the answer name the pages and commands it rests on. Where documentation and this machine disagree, say so: the machine counts.
`,
  metadata: `interface:
  display_name: "OpenAI Docs"
  short_description: "Questions about Codex and the OpenAI API"
  default_prompt: "Use $openai-docs to explain a setting of Codex."
`,
};
