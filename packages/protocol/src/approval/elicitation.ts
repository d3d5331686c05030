// Questions of MCP servers to the user: a form described by a small JSON Schema, a link, or a verification.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32, uint64, union } from '../schema.ts';
import { Type } from '../type.ts';

/** The word `array`. */
export const McpElicitationArrayType = Type.Literal('array');
export type McpElicitationArrayType = Static<typeof McpElicitationArrayType>;

/** The word `boolean`. */
export const McpElicitationBooleanType = Type.Literal('boolean');
export type McpElicitationBooleanType = Static<typeof McpElicitationBooleanType>;

/** A yes-or-no field. */
export const McpElicitationBooleanSchema = struct(
  'McpElicitationBooleanSchema',
  {
    type: McpElicitationBooleanType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    default: nullish(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type McpElicitationBooleanSchema = Static<typeof McpElicitationBooleanSchema>;

/** One choice with its label. */
export const McpElicitationConstOption = struct(
  'McpElicitationConstOption',
  {
    const: Type.String(),
    title: Type.String(),
  },
  { additionalProperties: false },
);
export type McpElicitationConstOption = Static<typeof McpElicitationConstOption>;

/** The word `string`. */
export const McpElicitationStringType = Type.Literal('string');
export type McpElicitationStringType = Static<typeof McpElicitationStringType>;

/** One choice of many, labels in a parallel list (the older form). */
export const McpElicitationLegacyTitledEnumSchema = struct(
  'McpElicitationLegacyTitledEnumSchema',
  {
    type: McpElicitationStringType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    enum: Type.Array(Type.String()),
    enumNames: nullish(Type.Array(Type.String())),
    default: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationLegacyTitledEnumSchema = Static<typeof McpElicitationLegacyTitledEnumSchema>;

/** Choices with labels. */
export const McpElicitationTitledEnumItems = struct(
  'McpElicitationTitledEnumItems',
  {
    anyOf: Type.Array(McpElicitationConstOption),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledEnumItems = Static<typeof McpElicitationTitledEnumItems>;

/** Several choices of many, with labels. */
export const McpElicitationTitledMultiSelectEnumSchema = struct(
  'McpElicitationTitledMultiSelectEnumSchema',
  {
    type: McpElicitationArrayType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    minItems: nullish(uint64),
    maxItems: nullish(uint64),
    items: McpElicitationTitledEnumItems,
    default: nullish(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledMultiSelectEnumSchema = Static<typeof McpElicitationTitledMultiSelectEnumSchema>;

/** Choices without labels. */
export const McpElicitationUntitledEnumItems = struct(
  'McpElicitationUntitledEnumItems',
  {
    type: McpElicitationStringType,
    enum: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledEnumItems = Static<typeof McpElicitationUntitledEnumItems>;

/** Several choices of many, without labels. */
export const McpElicitationUntitledMultiSelectEnumSchema = struct(
  'McpElicitationUntitledMultiSelectEnumSchema',
  {
    type: McpElicitationArrayType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    minItems: nullish(uint64),
    maxItems: nullish(uint64),
    items: McpElicitationUntitledEnumItems,
    default: nullish(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledMultiSelectEnumSchema = Static<typeof McpElicitationUntitledMultiSelectEnumSchema>;

/** Several choices of many. */
export const McpElicitationMultiSelectEnumSchema = union('McpElicitationMultiSelectEnumSchema', [
  McpElicitationUntitledMultiSelectEnumSchema,
  McpElicitationTitledMultiSelectEnumSchema,
]);
export type McpElicitationMultiSelectEnumSchema = Static<typeof McpElicitationMultiSelectEnumSchema>;

/** One choice of many, with labels. */
export const McpElicitationTitledSingleSelectEnumSchema = struct(
  'McpElicitationTitledSingleSelectEnumSchema',
  {
    type: McpElicitationStringType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    oneOf: Type.Array(McpElicitationConstOption),
    default: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledSingleSelectEnumSchema = Static<typeof McpElicitationTitledSingleSelectEnumSchema>;

/** One choice of many, without labels. */
export const McpElicitationUntitledSingleSelectEnumSchema = struct(
  'McpElicitationUntitledSingleSelectEnumSchema',
  {
    type: McpElicitationStringType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    enum: Type.Array(Type.String()),
    default: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledSingleSelectEnumSchema = Static<typeof McpElicitationUntitledSingleSelectEnumSchema>;

/** One choice of many. */
export const McpElicitationSingleSelectEnumSchema = union('McpElicitationSingleSelectEnumSchema', [
  McpElicitationUntitledSingleSelectEnumSchema,
  McpElicitationTitledSingleSelectEnumSchema,
]);
export type McpElicitationSingleSelectEnumSchema = Static<typeof McpElicitationSingleSelectEnumSchema>;

/** Any field of choices. */
export const McpElicitationEnumSchema = union('McpElicitationEnumSchema', [
  McpElicitationSingleSelectEnumSchema,
  McpElicitationMultiSelectEnumSchema,
  McpElicitationLegacyTitledEnumSchema,
]);
export type McpElicitationEnumSchema = Static<typeof McpElicitationEnumSchema>;

/** Any number, or whole ones only. */
export const McpElicitationNumberType = stringEnum(['number', 'integer']);
export type McpElicitationNumberType = Static<typeof McpElicitationNumberType>;

/** A field for a number; bounds are inclusive. */
export const McpElicitationNumberSchema = struct(
  'McpElicitationNumberSchema',
  {
    type: McpElicitationNumberType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    minimum: nullish(Type.Number()),
    maximum: nullish(Type.Number()),
    default: nullish(Type.Number()),
  },
  { additionalProperties: false },
);
export type McpElicitationNumberSchema = Static<typeof McpElicitationNumberSchema>;

/** The word `object`. */
export const McpElicitationObjectType = Type.Literal('object');
export type McpElicitationObjectType = Static<typeof McpElicitationObjectType>;

/** What a text must look like. */
export const McpElicitationStringFormat = stringEnum(['email', 'uri', 'date', 'date-time']);
export type McpElicitationStringFormat = Static<typeof McpElicitationStringFormat>;

/** A field for text; lengths are in characters. */
export const McpElicitationStringSchema = struct(
  'McpElicitationStringSchema',
  {
    type: McpElicitationStringType,
    title: nullish(Type.String()),
    description: nullish(Type.String()),
    minLength: nullish(uint32),
    maxLength: nullish(uint32),
    format: nullish(McpElicitationStringFormat),
    default: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationStringSchema = Static<typeof McpElicitationStringSchema>;

/** One field of a form. */
export const McpElicitationPrimitiveSchema = union('McpElicitationPrimitiveSchema', [
  McpElicitationEnumSchema,
  McpElicitationStringSchema,
  McpElicitationNumberSchema,
  McpElicitationBooleanSchema,
]);
export type McpElicitationPrimitiveSchema = Static<typeof McpElicitationPrimitiveSchema>;

/** A form: a flat object of fields. */
export const McpElicitationSchema = struct(
  'McpElicitationSchema',
  {
    $schema: nullish(Type.String()),
    type: McpElicitationObjectType,
    properties: Type.Record(Type.String(), McpElicitationPrimitiveSchema),
    required: nullish(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationSchema = Static<typeof McpElicitationSchema>;

/** The answer of the user to the question as a whole. */
export const McpServerElicitationAction = stringEnum(['accept', 'decline', 'cancel']);
export type McpServerElicitationAction = Static<typeof McpServerElicitationAction>;

const mcpServerElicitationRequestParamsCommon = {
  threadId: Type.String(),
  turnId: nullish(Type.String()),
  serverName: Type.String(),
};

/** A question of an MCP server, by `mode`: a form, a link to open, or a verification. */
export const McpServerElicitationRequestParams = union('McpServerElicitationRequestParams', [
  Type.Object({
    mode: Type.Literal('openai/userVerification'),
    _meta: Type.Optional(Type.Unknown()),
    title: Type.String(),
    description: Type.String(),
    challenge: Type.String(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    mode: Type.Literal('form'),
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    requestedSchema: McpElicitationSchema,
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    mode: Type.Literal('openai/form'),
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    requestedSchema: Type.Unknown(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    mode: Type.Literal('openaiForm'),
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    requestedSchema: Type.Unknown(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    mode: Type.Literal('url'),
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    url: Type.String(),
    elicitationId: Type.String(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
]);
export type McpServerElicitationRequestParams = Static<typeof McpServerElicitationRequestParams>;

/** The answer; `content` holds the form's values when accepted. */
export const McpServerElicitationRequestResponse = struct('McpServerElicitationRequestResponse', {
  action: McpServerElicitationAction,
  content: Type.Optional(Type.Unknown()),
  _meta: Type.Optional(Type.Unknown()),
});
export type McpServerElicitationRequestResponse = Static<typeof McpServerElicitationRequestResponse>;
