/** What can be called? The page at `/docs`, drawn from the OpenAPI document itself. */
import type { FC } from 'hono/jsx';
import { Page } from './page.tsx';

/** The part of an OpenAPI 3.1 document that the page shows. */
export interface ShownDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, ShownOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/** The part of an operation that the page shows. */
export interface ShownOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, ShownMedia>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, ShownMedia>> }>
  >;
}

interface ShownMedia {
  readonly schema?: { readonly $ref?: string };
  readonly example?: unknown;
}

/** One kind of refusal, for the table of problems. */
export interface ShownProblem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

interface Listed extends ShownOperation {
  readonly method: string;
  readonly path: string;
}

/** The reference page. */
export const ReferencePage: FC<{ document: ShownDocument; problems: readonly ShownProblem[] }> = (props) => {
  const operations = listOperations(props.document);
  const tags = [...new Set(operations.map(({ tags }) => tags?.[0] ?? 'other'))];
  return (
    <Page title="Portolan: the API">
      <h1>The API</h1>
      <p>
        Calls under <code>/v1</code> need <code>Authorization: Bearer</code> and a token. Bodies are JSON or YAML. A
        query parameter that does not exist is refused, so that a misspelt <code>dryRun</code> never writes.
      </p>
      {tags.map((tag) => (
        <section id={tag}>
          <h2>{tag}</h2>
          {operations
            .filter(({ tags }) => (tags?.[0] ?? 'other') === tag)
            .map((operation) => (
              <Operation {...operation} />
            ))}
        </section>
      ))}
      <Problems problems={props.problems} />
      <Schemas schemas={props.document.components?.schemas ?? {}} />
    </Page>
  );
};

const Operation: FC<Listed> = ({
  method,
  path,
  operationId,
  summary,
  description,
  parameters,
  requestBody,
  responses,
}) => (
  <details id={operationId ?? ''}>
    <summary>
      <span class="method">{method.toUpperCase()}</span> <code>{path}</code> <span class="muted">{summary}</span>
    </summary>
    {description && <p>{description}</p>}
    {parameters && parameters.length > 0 && (
      <table>
        <tbody>
          {parameters.map((parameter) => (
            <tr>
              <td>
                <code>{parameter.name}</code>
              </td>
              <td class="muted">{parameter.required ? `${parameter.in}, required` : parameter.in}</td>
              <td>{parameter.description ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {requestBody && <Body content={requestBody.content} />}
    <table>
      <tbody>
        {Object.entries(responses).map(([status, response]) => (
          <tr>
            <td>
              <code>{status}</code>
            </td>
            <td>{response.description}</td>
            <td>{response.content && <SchemaLink media={Object.values(response.content)[0]} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

const Body: FC<{ content: Readonly<Record<string, ShownMedia>> }> = ({ content }) => {
  const media = Object.values(content)[0];
  return (
    <>
      <h3>
        Body: {Object.keys(content).join(', ')} <SchemaLink media={media} />
      </h3>
      {media?.example !== undefined && (
        <pre>
          <code>{JSON.stringify(media.example, null, 2)}</code>
        </pre>
      )}
    </>
  );
};

const SchemaLink: FC<{ media: ShownMedia | undefined }> = ({ media }) => {
  const name = media?.schema?.$ref?.split('/').at(-1);
  return name === undefined ? null : <a href={`#schema-${name}`}>{name}</a>;
};

const Problems: FC<{ problems: readonly ShownProblem[] }> = ({ problems }) => (
  <section id="problems">
    <h2>Problems</h2>
    <p>
      Every refusal is <code>application/problem+json</code> (RFC 9457); <code>errors</code> names each place by JSON
      Pointer, with line and column where the body was text.
    </p>
    <table>
      <tbody>
        {problems.map(({ code, status, title }) => (
          <tr id={`problem-${code}`}>
            <td>
              <code>{status}</code>
            </td>
            <td>
              <code>{code}</code>
            </td>
            <td>{title}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const Schemas: FC<{ schemas: Readonly<Record<string, unknown>> }> = ({ schemas }) => (
  <section id="schemas">
    <h2>Schemas</h2>
    {Object.entries(schemas).map(([name, schema]) => (
      <details id={`schema-${name}`}>
        <summary>{name}</summary>
        <pre>
          <code>{JSON.stringify(schema, null, 2)}</code>
        </pre>
      </details>
    ))}
  </section>
);

function listOperations({ paths = {} }: ShownDocument): Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
}
