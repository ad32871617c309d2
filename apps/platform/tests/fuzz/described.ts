import { openApiDocument } from '@safiri/contracts/openapi';
import type { JsonSchema } from '@safiri/testkit/values';

/** An operation as the OpenAPI document describes it to strangers: all that they know of us. */
export type Described = {
  readonly id: string;
  readonly service: string;
  readonly method: string;
  /** With names in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly bodies: Readonly<Record<string, JsonSchema | undefined>>;
  /** By status. */
  readonly responses: Readonly<Record<string, Response>>;
};

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
};

type Response = {
  /** Of refusals: their codes, with commas between. */
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
};

type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly tags: readonly string[];
            readonly parameters: readonly Parameter[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
            readonly responses: Readonly<Record<string, Response>>;
          }
        >
      >
    >
  >;
};

/** Everything that the document describes. */
export function describedOperations(): Described[] {
  const { paths }: Document = JSON.parse(JSON.stringify(openApiDocument({ development: true })));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      service: described.tags[0] ?? '',
      method: method.toUpperCase(),
      path,
      parameters: described.parameters,
      bodies: Object.fromEntries(
        Object.entries(described.requestBody?.content ?? {}).map(([mediaType, { schema }]) => [mediaType, schema]),
      ),
      responses: described.responses,
    })),
  );
}
