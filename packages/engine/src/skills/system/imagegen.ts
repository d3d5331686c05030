// The bundled skill that makes pictures through the Images API.
import type { BundledSkill } from './bundled-skill.ts';

export const imagegen: BundledSkill = {
  name: 'imagegen',
  text: `---
name: imagegen
description: Make or change bitmap pictures (photos, illustrations, textures, sprites, mock-ups, cut-outs) with the OpenAI Images API. Not for vector graphics, icons of an existing set, or what HTML, CSS or a canvas draw better.
---

# Making pictures

Needs \`OPENAI_API_KEY\` in the environment and network access; each picture costs money. Check that the variable is set without printing it. Where it is missing, say so and offer a prompt and a placeholder instead.

1. Settle before the first call: what is shown, style, size, background, where the file goes. Look at pictures of the project with \`view_image\` so that a new one fits.
2. New picture:

\`\`\`
curl -sS https://api.openai.com/v1/images/generations \\
  -H "Authorization: Bearer $OPENAI_API_KEY" -H 'Content-Type: application/json' \\
  -d '{"model":"gpt-image-1","prompt":"...","size":"1024x1024"}' > "$tmp/answer.json"
\`\`\`

   Sizes: 1024x1024, 1536x1024, 1024x1536. \`"background":"transparent"\` with \`"output_format":"png"\` cuts out.
3. Change of a picture: \`https://api.openai.com/v1/images/edits\` with \`-F model=gpt-image-1 -F 'image[]=@in.png' -F 'prompt=...'\`. Say in the prompt what has to stay as it is.
4. The picture is base64 in \`data[0].b64_json\`: \`jq -r '.data[0].b64_json' "$tmp/answer.json" | base64 -d > out.png\`. On an error show \`.error.message\`.
5. Look at the result with \`view_image\`. Change one thing at a time, at most two more tries, then show the user what there is.

Keep existing files: write beside them unless the user wants them replaced.
`,
  metadata: `interface:
  display_name: "Image Gen"
  short_description: "Make or change bitmap pictures"
  default_prompt: "Use $imagegen to make a picture for this project."
`,
};
