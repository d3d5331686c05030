import { type Static, Type } from 'typebox';
import { ImageDetail } from '../model/response-item.ts';
import { nullable, stringEnum } from '../schema.ts';

export const ByteRange = Type.Object({
  end: Type.Integer({ format: 'uint', minimum: 0 }),
  start: Type.Integer({ format: 'uint', minimum: 0 }),
});
export type ByteRange = Static<typeof ByteRange>;

export const TextElement = Type.Object({
  byteRange: ByteRange,
  placeholder: Type.Optional(nullable(Type.String())),
});
export type TextElement = Static<typeof TextElement>;

const userInputCommon = {
  detail: Type.Optional(nullable(ImageDetail)),
  type: Type.Optional(Type.Literal('image')),
};

export const UserInput = Type.Union([
  Type.Object({
    type: Type.Literal('text'),
    text: Type.String(),
    text_elements: Type.Optional(Type.Array(TextElement)),
  }),
  Type.Union([
    Type.Object({
      url: Type.String(),
      ...userInputCommon,
    }),
    Type.Object({
      fileId: Type.String(),
      ...userInputCommon,
    }),
  ]),
  Type.Object({
    type: Type.Literal('localImage'),
    detail: Type.Optional(nullable(ImageDetail)),
    path: Type.String(),
  }),
  Type.Union([
    Type.Object({
      url: Type.String(),
      ...userInputCommon,
    }),
    Type.Object({
      fileId: Type.String(),
      ...userInputCommon,
    }),
  ]),
  Type.Object({
    type: Type.Literal('localAudio'),
    path: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('skill'),
    name: Type.String(),
    path: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('mention'),
    name: Type.String(),
    path: Type.String(),
  }),
]);
export type UserInput = Static<typeof UserInput>;

export const AdditionalContextKind = stringEnum(['untrusted', 'application']);
export type AdditionalContextKind = Static<typeof AdditionalContextKind>;

export const AdditionalContextEntry = Type.Object({
  kind: AdditionalContextKind,
  name: Type.Optional(nullable(Type.String())),
  value: Type.String(),
});
export type AdditionalContextEntry = Static<typeof AdditionalContextEntry>;
