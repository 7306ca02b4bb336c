import { type BinaryReader, WireType } from '@bufbuild/protobuf/wire';

export interface FieldHandlers {
  /** Called behind the tag; reads the string or number itself. Not called for what `messages` has a handler for. */
  values?: Record<number, () => void>;
  /** Called behind the length, with the position where the sub-message ends; reads up to there. */
  messages?: Record<number, (end: number) => unknown>;
}

/** Walks the fields of the message that ends at `end`, stepping over what has no handler. Throws on a broken message. */
export function readFields(reader: BinaryReader, end: number, handlers: FieldHandlers): void {
  if (end > reader.len) throw new RangeError('a message ends behind the end of the file');
  while (reader.pos < end) {
    const [field, wireType] = reader.tag();
    const readValue = handlers.values?.[field];
    const readMessage = handlers.messages?.[field];
    if (readMessage !== undefined && wireType === WireType.LengthDelimited) {
      const length = reader.uint32();
      const messageEnd = reader.pos + length;
      readMessage(messageEnd);
    } else if (readValue !== undefined) {
      readValue();
    } else {
      reader.skip(wireType, field);
    }
  }
  if (reader.pos !== end) throw new RangeError('a message does not end where it says');
}
