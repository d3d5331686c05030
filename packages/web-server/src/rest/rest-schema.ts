// The protocol's schemas as REST clients see them: the same rules of spelling as naming.ts, applied to the schema
// instead of a value. Schemas with a title become components, so that each is written once.
import type { TSchema } from 'typebox';
import { opaqueProperties, snakeCase, variantKey } from './naming.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Node extends Record<string, unknown> {
  readonly title?: string;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
}

/** Keywords that say something to readers of this wire only. */
const ownKeywords: ReadonlySet<string> = new Set(['readName', 'fallback', 'tuple']);

export class RestSchemas {
  readonly components: Record<string, JsonSchema> = {};
  readonly #refs = new WeakMap<object, JsonSchema>();
  readonly #plain = new WeakMap<object, JsonSchema>();
  readonly #inline: boolean;

  /** `inline`: no components, each schema is whole. */
  constructor(options: { readonly inline?: boolean } = {}) {
    this.#inline = options.inline === true;
  }

  of(schema: TSchema): JsonSchema {
    return this.#convert(schema as Node, new Set());
  }

  /** The schema itself where `of` may only refer to it. */
  whole(schema: TSchema): JsonSchema {
    return this.#build(schema as Node, new Set());
  }

  #convert(node: Node, variants: ReadonlySet<string>): JsonSchema {
    if (this.#inline || node.title === undefined || variants.size > 0) return this.#build(node, variants);
    const known = this.#refs.get(node);
    if (known) return known;
    const name = this.#freeName(node.title);
    const ref = { $ref: `#/components/schemas/${name}` };
    this.#refs.set(node, ref);
    this.components[name] = {};
    const built = this.#build(node, variants);
    const twin = this.#twinOf(name, node.title, built);
    if (twin === undefined) {
      this.components[name] = built;
      return ref;
    }
    delete this.components[name];
    const shared = { $ref: `#/components/schemas/${twin}` };
    this.#refs.set(node, shared);
    return shared;
  }

  #freeName(title: string): string {
    let name = title;
    for (let n = 2; name in this.components; n += 1) name = `${title}${n}`;
    return name;
  }

  /** An equal component of the same title: schemas are copied where a field is optional. */
  #twinOf(name: string, title: string, built: JsonSchema): string | undefined {
    const text = JSON.stringify(built);
    return Object.keys(this.components).find(
      (other) => other !== name && other.startsWith(title) && JSON.stringify(this.components[other]) === text,
    );
  }

  #build(node: Node, variants: ReadonlySet<string>): JsonSchema {
    const known = variants.size === 0 ? this.#plain.get(node) : undefined;
    if (known) return known;
    const out: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      if (!ownKeywords.has(key)) out[key] = value;
    }
    const alternatives = node.anyOf ?? node.allOf ?? [];
    const inner = variantsOf(alternatives);
    if (node.anyOf) out.anyOf = node.anyOf.map((each) => this.#convert(each, inner));
    if (node.allOf) out.allOf = node.allOf.map((each) => this.#convert(each, inner));
    if (node.items) out.items = this.#convert(node.items, new Set());
    if (node.patternProperties) out.patternProperties = this.#mapped(node.patternProperties);
    if (node.properties) out.properties = this.#renamed(node.properties, variants);
    if (node.required) out.required = node.required.map((key) => (variants.has(key) ? key : snakeCase(key)));
    if (variants.size === 0) this.#plain.set(node, out);
    return out;
  }

  #mapped(patterns: Readonly<Record<string, Node>>): Record<string, JsonSchema> {
    return Object.fromEntries(Object.entries(patterns).map(([key, value]) => [key, this.#convert(value, new Set())]));
  }

  #renamed(properties: Readonly<Record<string, Node>>, variants: ReadonlySet<string>): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [
        variants.has(key) ? key : snakeCase(key),
        opaqueProperties.has(key) ? value : this.#convert(value, new Set()),
      ]),
    );
  }
}

/** Keys that name an alternative keep their spelling, but only where there are several. */
function variantsOf(alternatives: readonly Node[]): ReadonlySet<string> {
  const tagged = alternatives.filter((one) => one.type !== 'null').length > 1;
  return new Set(tagged ? alternatives.flatMap((one) => variantKey(one) ?? []) : []);
}
