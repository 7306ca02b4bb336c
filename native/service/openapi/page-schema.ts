import { type Html, html, prose } from './html.ts';
import type { PageSchema } from './page-document.ts';

/** A schema in a few words: "list of Detection", "number, 0 to 1", "text or null". */
export function typeName(schema: PageSchema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return joined(variants.map(typeName), ' or ');
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) {
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ', ',
    );
  }
  if (Array.isArray(schema.type))
    return joined(
      schema.type.map((type) => typeName({ ...schema, type })),
      ' or ',
    );
  if (schema.prefixItems !== undefined) {
    const types = schema.prefixItems.map(typeName);
    const [first] = types;
    if (first !== undefined && types.every((type) => type.html === first.html)) return html`${types.length} × ${first}`;
    return html`list of ${joined(types, ', ')}`;
  }
  if (schema.type === 'array') return html`list${schema.items ? html` of ${typeName(schema.items)}` : null}`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return html`map to ${typeName(schema.additionalProperties)}`;
  }
  return html`${plainName(schema)}${range(schema)}`;
}

const PLAIN_NAMES: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', array: 'list' };

function plainName({ type, format }: PageSchema): string {
  if (format === 'date-time') return 'time';
  if (format === 'binary') return 'bytes';
  return typeof type === 'string' ? (PLAIN_NAMES[type] ?? type) : 'anything';
}

function range({ type, minimum, maximum, maxLength }: PageSchema): string {
  if (type === 'string') return maxLength === undefined ? '' : `, at most ${maxLength.toLocaleString('en')} characters`;
  if (type !== 'number' && type !== 'integer') return '';
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum.toLocaleString('en')}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? '' : `, at most ${maximum}`;
}

function joined(parts: readonly Html[], separator: string): Html {
  return html`${parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]))}`;
}

export interface Field {
  name: string;
  required: boolean;
  schema: PageSchema;
}

/** The fields of an object, those of unnamed objects inside it as `outer.inner` and `outer[].inner`. */
export function fieldsOf(schema: PageSchema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const required = schema.required?.includes(key) ?? false;
    const inner = unnamedObject(field);
    return [{ name, required, schema: field }, ...(inner ? fieldsOf(inner.schema, `${name}${inner.suffix}`) : [])];
  });
}

function unnamedObject(schema: PageSchema): { schema: PageSchema; suffix: string } | null {
  if (schema.properties !== undefined) return { schema, suffix: '.' };
  if (schema.items && schema.items.properties !== undefined) return { schema: schema.items, suffix: '[].' };
  const variant = schema.anyOf?.find(({ properties }) => properties !== undefined);
  return variant === undefined ? null : { schema: variant, suffix: '.' };
}

/** Name, type and meaning of each field; `mark` says in a word which of them are the exception. */
export function fieldTable(label: string, fields: readonly Field[], mark: 'required' | 'optional'): Html {
  return html`<table aria-label="${label}">
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(({ name, required, schema }) => {
    const marked = required === (mark === 'required');
    const byDefault =
      schema.default === undefined
        ? null
        : html` <span class="default">Default ${JSON.stringify(schema.default)}.</span>`;
    return html`
<tr><th scope="row"><code>${name}</code>${marked ? html` <span class="mark">${mark}</span>` : null}</th>
<td>${typeName(schema)}</td><td>${prose(sentence(schema.description))}${byDefault}</td></tr>`;
  })}
</tbody></table>`;
}

/** A whole schema: a table for an object, one each for alternatives, else its type. */
export function schemaBody(label: string, schema: PageSchema, mark: 'required' | 'optional'): Html {
  const fields = fieldsOf(schema);
  if (fields.length > 0) return fieldTable(label, fields, mark);
  const variants = (schema.anyOf ?? schema.oneOf ?? []).filter(({ properties }) => properties !== undefined);
  if (variants.length > 1) {
    return html`${variants.map(
      (variant, index) => html`<p>${index === 0 ? 'Either' : 'or'}</p>
${fieldTable(`${label}, choice ${index + 1}`, fieldsOf(variant), mark)}`,
    )}`;
  }
  return html`<p>${typeName(schema)}</p>`;
}

export function sentence(text: string | undefined): string {
  return text === undefined || text === '' || text.endsWith('.') ? (text ?? '') : `${text}.`;
}
