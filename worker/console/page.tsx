/** What stands around every page: its title, the way to the other pages, the style sheet? */
import type { Child, FC } from 'hono/jsx';
import { STYLE_PATH } from './style.ts';

/** A whole page. */
export const Page: FC<{ title: string; children: Child }> = ({ title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="stylesheet" href={STYLE_PATH} />
    </head>
    <body>
      <a class="skip" href="#content">
        To the content
      </a>
      <header>
        <strong>Portolan</strong>
        <nav>
          <a href="/">Start</a> · <a href="/docs">API</a> · <a href="/docs/findings">Findings</a> ·{' '}
          <a href="/openapi.json">OpenAPI</a>
        </nav>
      </header>
      <main id="content">{children}</main>
    </body>
  </html>
);
