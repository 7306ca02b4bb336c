import { createHash } from 'node:crypto';
import { ERROR_CATALOGUE } from '../../contract/errors.ts';
import type { OpenApiDocument } from './document.ts';
import { type Html, html, prose } from './html.ts';
import type { PageDocument } from './page-document.ts';
import { operationSection, operationsOf, type PlacedOperation, problemsOf } from './page-operation.ts';
import { schemaBody, sentence } from './page-schema.ts';
import { PAGE_STYLE } from './page-style.ts';

/** For the page's policy: `style-src 'sha256-...'`, quotes included. It has no script and loads nothing. */
export const docsPageStyleHash = `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`;

/** The OpenAPI document as one page for people. `baseUrl` is where its examples call. */
export function docsPage(openapi: OpenApiDocument, baseUrl = 'http://127.0.0.1:8000'): string {
  const document: PageDocument = JSON.parse(JSON.stringify(openapi));
  const { title, version, description } = document.info;
  const operations = operationsOf(document);
  const common = commonProblems(operations);
  const groups = document.tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} API ${version}</title>
<style>${{ html: PAGE_STYLE }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<p class="title"><a href="/">${title}</a> <span>API ${version}</span></p>
${groups.map(
  ({ name, operations }) => html`<h2><a href="#tag-${name}">${capital(name)}</a></h2>
<ul>${operations.map(
    ({ path, method, operation }) => html`
<li><a href="#${operation.operationId}" title="${operation.summary}"><span class="method ${method}">${method.toUpperCase()}</span> <span class="path">${path}</span></a></li>`,
  )}
</ul>`,
)}
<h2><a href="#problems">Problems</a></h2>
<h2><a href="#data">Data</a></h2>
<h2><a href="/openapi.json">openapi.json</a></h2>
</nav>
<main id="content">
<h1>${title} API</h1>
${description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
${groups.map(
  ({ name, description, operations }) => html`
<h2 id="tag-${name}">${capital(name)}</h2>
<p>${sentence(description)}</p>
${operations.map((placed) => operationSection(placed, document, baseUrl, common))}`,
)}
${problemSection([...common.values()])}
<h2 id="data">Data</h2>
<p>Bodies and their parts. Fields marked optional may be absent; every other field is always there.</p>
${Object.entries(document.components.schemas)
  .filter(([name]) => name !== 'ErrorCode')
  .sort(([a], [b]) => a.localeCompare(b))
  .map(
    ([name, schema]) => html`
<section class="schema" id="schema-${name}" aria-labelledby="schema-${name}-title">
<h3 id="schema-${name}-title"><a href="#schema-${name}">${name}</a></h3>
${schema.description === undefined ? null : html`<p>${prose(sentence(schema.description))}</p>`}
${schemaBody(name, schema, 'optional')}
</section>`,
  )}
</main>
</body>
</html>
`;
  return page.html;
}

/** The problems that every operation can answer. */
function commonProblems(operations: readonly PlacedOperation[]): ReadonlySet<string> {
  const [first = [], ...others] = operations.map((placed) => problemsOf(placed).map(({ line }) => line));
  return new Set(first.filter((line) => others.every((lines) => lines.includes(line))));
}

function problemSection(common: readonly string[]): Html {
  return html`<h2 id="problems">Problems</h2>
<p>Every error is a <a href="#schema-Problem">Problem</a> as <code>application/problem+json</code>. Any request can meet these:</p>
<ul class="problems">${common.map((line) => html`<li>${prose(line)}</li>`)}</ul>
<section class="schema" id="schema-ErrorCode" aria-labelledby="schema-ErrorCode-title">
<h3 id="schema-ErrorCode-title"><a href="#schema-ErrorCode">ErrorCode</a></h3>
<table aria-label="Error codes"><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(ERROR_CATALOGUE).map(
    ([code, { status, title }]) => html`
<tr><th scope="row"><code>${code}</code></th><td>${status}</td><td>${sentence(title)}</td></tr>`,
  )}
</tbody></table>
</section>`;
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
