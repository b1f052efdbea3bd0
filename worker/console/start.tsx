/** What is here? The page at `/`: places, and the first two calls. */
import type { FC } from 'hono/jsx';
import { Page } from './page.tsx';

/** What can be found, and where. */
const PLACES: readonly { readonly path: string; readonly what: string; readonly link: boolean }[] = [
  { path: '/docs', what: 'Every call of the API, to read', link: true },
  { path: '/docs/findings', what: 'What each finding means, and what to do about it', link: true },
  { path: '/openapi.json', what: 'The same for programs: OpenAPI 3.1', link: true },
  { path: '/schemas/profile.json', what: 'JSON Schema of a profile, for editors', link: true },
  { path: '/healthz', what: 'Whether the service answers', link: true },
  { path: '/v1/profiles', what: 'Profiles: store, read, publish, explain (bearer token)', link: false },
  { path: '/pac/{id}/{key}.pac', what: 'What clients fetch: the PAC of a profile', link: false },
  { path: '/wpad.dat', what: 'The same by host name, for WPAD', link: false },
];

/** The start page. */
export const StartPage: FC<{ origin: string }> = ({ origin }) => (
  <Page title="Portolan">
    <h1>Proxy profiles, and the PAC that clients fetch</h1>
    <p>
      Portolan keeps proxy profiles and hands every client what it needs to reach the right proxy. A profile is one
      document in YAML or JSON; storing it compiles, tests and publishes it.
    </p>
    <h2>Places</h2>
    <table>
      <tbody>
        {PLACES.map(({ path, what, link }) => (
          <tr>
            <td>{link ? <a href={path}>{path}</a> : <code>{path}</code>}</td>
            <td>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <h2>Store a profile, fetch its PAC</h2>
    <pre>
      <code>{firstCalls(origin)}</code>
    </pre>
    <p class="muted">The answer of the first call holds publication.pacUrl, the URL for clients.</p>
  </Page>
);

const firstCalls = (origin: string): string =>
  `curl -X PUT ${origin}/v1/profiles/headquarters \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/yaml' \\
  --data-binary @headquarters.yaml

curl "$PAC_URL"`;
