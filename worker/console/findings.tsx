/** What does a finding mean, and what is to be done about it? The page at `/docs/findings`, drawn from the table of codes. */
import type { FC } from 'hono/jsx';
import { Page } from './page.tsx';

/** One kind of finding, as the table of codes has it. */
export interface ShownCode {
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  readonly fix?: string | undefined;
}

/** The kinds of finding of one subject. */
export interface ShownSubject {
  readonly title: string;
  readonly codes: Readonly<Record<string, ShownCode>>;
}

/** The page of findings; each code is a place on it, where `docs` of a finding points to. */
export const FindingsPage: FC<{ subjects: readonly ShownSubject[] }> = ({ subjects }) => (
  <Page title="Portolan: findings">
    <h1>Findings</h1>
    <p>
      Portolan says what is wrong, or will be, before anything is published. Only errors refuse a write. The codes are
      stable, so that scripts can match on them.
    </p>
    {subjects.map(({ title, codes }) => (
      <section>
        <h2>{title}</h2>
        {Object.entries(codes).map(([code, entry]) => (
          <Code code={code} {...entry} />
        ))}
      </section>
    ))}
  </Page>
);

const Code: FC<ShownCode & { code: string }> = ({ code, severity, title, explanation, fix }) => (
  <article id={code}>
    <h3>
      <code>{code}</code> <span class="muted">{severity}</span>
    </h3>
    <p>
      <strong>{title}.</strong> {explanation}
    </p>
    {fix && <p class="muted">{fix}</p>}
  </article>
);
