import { curlExample } from './curl.ts';
import { type Html, html, prose } from './html.ts';
import type { PageContent, PageDocument, PageOperation, PageParameter, PageSchema } from './page-document.ts';
import { fieldTable, schemaBody, sentence, typeName } from './page-schema.ts';

export interface PlacedOperation {
  path: string;
  method: string;
  operation: PageOperation;
}

/** All operations of a document in its order. */
export function operationsOf(document: PageDocument): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** Lines that describe the problems of an operation, each with its status. */
export function problemsOf({ operation }: PlacedOperation): { status: string; line: string }[] {
  return Object.entries(operation.responses)
    .filter(([status]) => status !== '200')
    .flatMap(([status, { description }]) => description.split('\n').map((line) => ({ status, line })));
}

/** One operation; problems in `common` are told elsewhere. */
export function operationSection(
  placed: PlacedOperation,
  document: PageDocument,
  baseUrl: string,
  common: ReadonlySet<string>,
): Html {
  const { path, method, operation } = placed;
  const { operationId: id, parameters = [], requestBody } = operation;
  const problems = problemsOf(placed).filter(({ line }) => !common.has(line));
  const curl = curlExample(baseUrl, method, path, operation);
  return html`
<section class="operation" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a href="#${id}"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></a></h3>
<p class="summary">${sentence(operation.summary)}</p>
${operation.description === undefined ? null : html`<p>${prose(operation.description)}</p>`}
<pre tabindex="0" aria-label="Example call"><code>${curl}</code></pre>
${curl.includes('photo.jpg') ? html`<p class="hint">with any picture of yours as <code>photo.jpg</code></p>` : null}
${parameterTable(id, 'path', parameters)}
${parameterTable(id, 'query', parameters)}
${
  requestBody === undefined
    ? null
    : html`<h4>Body</h4>
${requestBody.description === undefined ? null : html`<p>${prose(requestBody.description)}</p>`}
${contentOf(`Body of ${id}`, withoutExamples(requestBody.content), document, 'required')}`
}
<h4>Answer</h4>
${contentOf(`Answer of ${id}`, operation.responses['200']?.content ?? {}, document, 'optional')}
${
  problems.length === 0
    ? null
    : html`<h4>Problems</h4>
<ul class="problems">${problems.map(
        ({ status, line }) => html`
<li><span class="status">${status}</span> ${prose(line)}</li>`,
      )}
</ul>`
}
</section>`;
}

function parameterTable(id: string, place: 'path' | 'query', all: readonly PageParameter[]): Html | null {
  const parameters = all.filter((parameter) => parameter.in === place);
  if (parameters.length === 0) return null;
  const fields = parameters.map(({ name, required = false, schema, description = '' }) => ({
    name,
    required,
    schema: { ...schema, description },
  }));
  return html`<h4>${place === 'path' ? 'In the path' : 'In the query'}</h4>
${fieldTable(`${place} parameters of ${id}`, fields, 'required')}`;
}

/** What a body looks like is told by the example call. */
function withoutExamples(content: PageContent): PageContent {
  return Object.fromEntries(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, { schema }]));
}

function contentOf(label: string, content: PageContent, document: PageDocument, mark: 'required' | 'optional'): Html {
  return html`${Object.entries(content).map(([mediaType, { schema, example }]) => {
    const known = resolve(schema, document);
    const isTabular = mediaType === 'application/json' && known !== schema;
    // The parts of a form; there are never many.
    const parts = mediaType === 'multipart/form-data' ? Object.entries(schema.properties ?? {}) : [];
    const type =
      parts.length === 0
        ? typeName(schema)
        : parts.map(([name, part]) => html`<code>${name}</code>: ${typeName(part)}`);
    return html`<p class="media"><code>${mediaType}</code> ${type}</p>
${isTabular ? schemaBody(`${label}, ${mediaType}`, known, mark) : null}
${
  example === undefined
    ? null
    : html`<details><summary>Example</summary>
<pre tabindex="0" aria-label="Example of ${label}"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
}`;
  })}`;
}

function resolve(schema: PageSchema, document: PageDocument): PageSchema {
  const name = schema.$ref?.split('/').at(-1);
  return (name === undefined ? undefined : document.components.schemas[name]) ?? schema;
}
