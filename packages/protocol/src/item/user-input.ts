// What a user sends to a turn: text, images, audio, skills, mentions; and context added by the client.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { ImageDetail } from '../model/response-item.ts';
import { either, nullish, stringEnum, struct, uint, union } from '../schema.ts';
import { Type } from '../type.ts';

/** Bytes of the UTF-8 text, `end` excluded. */
export const ByteRange = struct('ByteRange', {
  start: uint,
  end: uint,
});
export type ByteRange = Static<typeof ByteRange>;

/** A span of the text that the client draws in its own way. */
export const TextElement = struct('TextElement', {
  byteRange: ByteRange,
  placeholder: nullish(Type.String()),
});
export type TextElement = Static<typeof TextElement>;

/** One part of what the user sends. Images are data urls or uploaded files; `localImage` is read by the server. */
export const UserInput = union('UserInput', [
  Type.Object({
    type: Type.Literal('text'),
    text: Type.String(),
    text_elements: Type.Optional(Type.Array(TextElement)),
  }),
  either('ImageReference', { type: Type.Literal('image'), detail: nullish(ImageDetail) }, [
    { url: Type.String() },
    { fileId: Type.String() },
  ]),
  Type.Object({
    type: Type.Literal('localImage'),
    detail: nullish(ImageDetail),
    path: PathBuf,
  }),
  either('AudioReference', { type: Type.Literal('audio') }, [{ url: Type.String() }, { fileId: Type.String() }]),
  Type.Object({
    type: Type.Literal('localAudio'),
    path: PathBuf,
  }),
  Type.Object({
    type: Type.Literal('skill'),
    name: Type.String(),
    path: PathBuf,
  }),
  Type.Object({
    type: Type.Literal('mention'),
    name: Type.String(),
    path: Type.String(),
  }),
]);
export type UserInput = Static<typeof UserInput>;

/** How far the model should trust the text. */
export const AdditionalContextKind = stringEnum(['untrusted', 'application']);
export type AdditionalContextKind = Static<typeof AdditionalContextKind>;

/** A piece of context from the client. */
export const AdditionalContextEntry = struct('AdditionalContextEntry', {
  value: Type.String(),
  kind: AdditionalContextKind,
  name: nullish(Type.String()),
});
export type AdditionalContextEntry = Static<typeof AdditionalContextEntry>;
