import type { CreateDocumentOptions, createDocument } from 'zod-openapi';
import { ErrorCode, ErrorData } from '../../contract/errors.ts';
import { ModelRef } from '../../contract/model.ts';

/** Schemas that many others contain; named here so that they stand in the document once. */
export const SHARED_SCHEMAS = { ErrorCode, ErrorData, ModelRef };

/**
 * Takes out of each generated schema what zod writes and no reader of the document wants: the safe integer range as
 * limits, the pattern behind a date, and, in answers, the ban on further fields, which would make a generated client
 * fail on the day that we add one.
 */
export const tidySchema: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, io }) => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Zod spells out every valid date; what `format` does not say is that the time must be in UTC.
  if (jsonSchema.format === 'date-time') jsonSchema.pattern = 'Z$';
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // The keys of a JSON object are strings without being told.
  delete jsonSchema.propertyNames;
};

/** The same for query parameters: zod repeats the description, and spells a flag out as the words it may be given in. */
export function tidyParameters(document: ReturnType<typeof createDocument>): void {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of [path.get, path.post, path.put, path.delete]) {
      for (const parameter of operation?.parameters ?? []) {
        if (!('schema' in parameter) || typeof parameter.schema !== 'object' || '$ref' in parameter.schema) continue;
        delete parameter.schema.description;
        if (parameter.schema.type === 'boolean') delete parameter.schema.enum;
      }
    }
  }
}
