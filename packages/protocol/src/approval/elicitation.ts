import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const McpElicitationArrayType = Type.Literal('array');
export type McpElicitationArrayType = Static<typeof McpElicitationArrayType>;

export const McpElicitationBooleanType = Type.Literal('boolean');
export type McpElicitationBooleanType = Static<typeof McpElicitationBooleanType>;

export const McpElicitationBooleanSchema = Type.Object(
  {
    type: McpElicitationBooleanType,
    default: Type.Optional(nullable(Type.Boolean())),
    description: Type.Optional(nullable(Type.String())),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationBooleanSchema = Static<typeof McpElicitationBooleanSchema>;

export const McpElicitationConstOption = Type.Object(
  {
    const: Type.String(),
    title: Type.String(),
  },
  { additionalProperties: false },
);
export type McpElicitationConstOption = Static<typeof McpElicitationConstOption>;

export const McpElicitationStringType = Type.Literal('string');
export type McpElicitationStringType = Static<typeof McpElicitationStringType>;

export const McpElicitationLegacyTitledEnumSchema = Type.Object(
  {
    type: McpElicitationStringType,
    default: Type.Optional(nullable(Type.String())),
    description: Type.Optional(nullable(Type.String())),
    enum: Type.Array(Type.String()),
    enumNames: Type.Optional(nullable(Type.Array(Type.String()))),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationLegacyTitledEnumSchema = Static<typeof McpElicitationLegacyTitledEnumSchema>;

export const McpElicitationTitledEnumItems = Type.Object(
  {
    anyOf: Type.Array(McpElicitationConstOption),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledEnumItems = Static<typeof McpElicitationTitledEnumItems>;

export const McpElicitationTitledMultiSelectEnumSchema = Type.Object(
  {
    type: McpElicitationArrayType,
    default: Type.Optional(nullable(Type.Array(Type.String()))),
    description: Type.Optional(nullable(Type.String())),
    items: McpElicitationTitledEnumItems,
    maxItems: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
    minItems: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledMultiSelectEnumSchema = Static<typeof McpElicitationTitledMultiSelectEnumSchema>;

export const McpElicitationUntitledEnumItems = Type.Object(
  {
    type: McpElicitationStringType,
    enum: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledEnumItems = Static<typeof McpElicitationUntitledEnumItems>;

export const McpElicitationUntitledMultiSelectEnumSchema = Type.Object(
  {
    type: McpElicitationArrayType,
    default: Type.Optional(nullable(Type.Array(Type.String()))),
    description: Type.Optional(nullable(Type.String())),
    items: McpElicitationUntitledEnumItems,
    maxItems: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
    minItems: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledMultiSelectEnumSchema = Static<typeof McpElicitationUntitledMultiSelectEnumSchema>;

export const McpElicitationMultiSelectEnumSchema = Type.Union([
  McpElicitationUntitledMultiSelectEnumSchema,
  McpElicitationTitledMultiSelectEnumSchema,
]);
export type McpElicitationMultiSelectEnumSchema = Static<typeof McpElicitationMultiSelectEnumSchema>;

export const McpElicitationTitledSingleSelectEnumSchema = Type.Object(
  {
    type: McpElicitationStringType,
    default: Type.Optional(nullable(Type.String())),
    description: Type.Optional(nullable(Type.String())),
    oneOf: Type.Array(McpElicitationConstOption),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationTitledSingleSelectEnumSchema = Static<typeof McpElicitationTitledSingleSelectEnumSchema>;

export const McpElicitationUntitledSingleSelectEnumSchema = Type.Object(
  {
    type: McpElicitationStringType,
    default: Type.Optional(nullable(Type.String())),
    description: Type.Optional(nullable(Type.String())),
    enum: Type.Array(Type.String()),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationUntitledSingleSelectEnumSchema = Static<typeof McpElicitationUntitledSingleSelectEnumSchema>;

export const McpElicitationSingleSelectEnumSchema = Type.Union([
  McpElicitationUntitledSingleSelectEnumSchema,
  McpElicitationTitledSingleSelectEnumSchema,
]);
export type McpElicitationSingleSelectEnumSchema = Static<typeof McpElicitationSingleSelectEnumSchema>;

export const McpElicitationEnumSchema = Type.Union([
  McpElicitationSingleSelectEnumSchema,
  McpElicitationMultiSelectEnumSchema,
  McpElicitationLegacyTitledEnumSchema,
]);
export type McpElicitationEnumSchema = Static<typeof McpElicitationEnumSchema>;

export const McpElicitationNumberType = stringEnum(['number', 'integer']);
export type McpElicitationNumberType = Static<typeof McpElicitationNumberType>;

export const McpElicitationNumberSchema = Type.Object(
  {
    type: McpElicitationNumberType,
    default: Type.Optional(nullable(Type.Number())),
    description: Type.Optional(nullable(Type.String())),
    maximum: Type.Optional(nullable(Type.Number())),
    minimum: Type.Optional(nullable(Type.Number())),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationNumberSchema = Static<typeof McpElicitationNumberSchema>;

export const McpElicitationObjectType = Type.Literal('object');
export type McpElicitationObjectType = Static<typeof McpElicitationObjectType>;

export const McpElicitationStringFormat = stringEnum(['email', 'uri', 'date', 'date-time']);
export type McpElicitationStringFormat = Static<typeof McpElicitationStringFormat>;

export const McpElicitationStringSchema = Type.Object(
  {
    type: McpElicitationStringType,
    default: Type.Optional(nullable(Type.String())),
    description: Type.Optional(nullable(Type.String())),
    format: Type.Optional(nullable(McpElicitationStringFormat)),
    maxLength: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
    minLength: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
    title: Type.Optional(nullable(Type.String())),
  },
  { additionalProperties: false },
);
export type McpElicitationStringSchema = Static<typeof McpElicitationStringSchema>;

export const McpElicitationPrimitiveSchema = Type.Union([
  McpElicitationEnumSchema,
  McpElicitationStringSchema,
  McpElicitationNumberSchema,
  McpElicitationBooleanSchema,
]);
export type McpElicitationPrimitiveSchema = Static<typeof McpElicitationPrimitiveSchema>;

export const McpElicitationSchema = Type.Object(
  {
    type: McpElicitationObjectType,
    $schema: Type.Optional(nullable(Type.String())),
    properties: Type.Record(Type.String(), McpElicitationPrimitiveSchema),
    required: Type.Optional(nullable(Type.Array(Type.String()))),
  },
  { additionalProperties: false },
);
export type McpElicitationSchema = Static<typeof McpElicitationSchema>;

export const McpServerElicitationAction = stringEnum(['accept', 'decline', 'cancel']);
export type McpServerElicitationAction = Static<typeof McpServerElicitationAction>;

const mcpServerElicitationRequestParamsCommon = {
  serverName: Type.String(),
  threadId: Type.String(),
  turnId: Type.Optional(nullable(Type.String())),
};

export const McpServerElicitationRequestParams = Type.Union([
  Type.Object({
    _meta: Type.Optional(Type.Unknown()),
    challenge: Type.String(),
    description: Type.String(),
    mode: Type.Literal('openai/userVerification'),
    title: Type.String(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    mode: Type.Literal('form'),
    requestedSchema: McpElicitationSchema,
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    mode: Type.Literal('openai/form'),
    requestedSchema: Type.Unknown(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    _meta: Type.Optional(Type.Unknown()),
    message: Type.String(),
    mode: Type.Literal('openaiForm'),
    requestedSchema: Type.Unknown(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
  Type.Object({
    _meta: Type.Optional(Type.Unknown()),
    elicitationId: Type.String(),
    message: Type.String(),
    mode: Type.Literal('url'),
    url: Type.String(),
    ...mcpServerElicitationRequestParamsCommon,
  }),
]);
export type McpServerElicitationRequestParams = Static<typeof McpServerElicitationRequestParams>;

export const McpServerElicitationRequestResponse = Type.Object({
  _meta: Type.Optional(Type.Unknown()),
  action: McpServerElicitationAction,
  content: Type.Optional(Type.Unknown()),
});
export type McpServerElicitationRequestResponse = Static<typeof McpServerElicitationRequestResponse>;
