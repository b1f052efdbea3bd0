/** How do pages look? One style sheet, served from this origin, for light and dark screens and for paper. */

/** Where the style sheet is. */
export const STYLE_PATH = '/console/style.css';

/** What a page may load: this style sheet and nothing else. No script, no frame, no form to anywhere else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The style sheet. */
export const STYLE = `:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0b6e8a }
@media (prefers-color-scheme: dark) { :root { --accent: #6cc7e0 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1rem 1.25rem 4rem; font: 1rem/1.55 system-ui, sans-serif }
header { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline }
header strong { font-size: 1.15rem }
a { color: var(--accent) }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { font-size: 1.25rem; margin-top: 2.25rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; overflow-x: auto }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top }
td code { overflow-wrap: anywhere }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: 0 .75rem }
summary { cursor: pointer; padding: .5rem 0 }
details[open] { padding-bottom: .75rem }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600 }
.muted { opacity: .75 }
.skip { position: absolute; left: -999rem }
.skip:focus { position: static }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`;
