/** As much of an OpenAPI document as the page for people reads. */
export interface PageDocument {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, PageOperation>>;
  components: { schemas: Record<string, PageSchema> };
}

export interface PageOperation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: PageParameter[];
  requestBody?: { description?: string; content: PageContent };
  responses: Record<string, { description: string; content?: PageContent }>;
}

export interface PageParameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: PageSchema;
}

export type PageContent = Record<string, { schema: PageSchema; example?: unknown }>;

export interface PageSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  default?: unknown;
  example?: unknown;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: PageSchema | false;
  prefixItems?: PageSchema[];
  properties?: Record<string, PageSchema>;
  additionalProperties?: PageSchema | boolean;
  required?: string[];
  anyOf?: PageSchema[];
  oneOf?: PageSchema[];
}
