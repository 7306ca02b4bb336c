/** The whole style of the page for people. Colours of text meet WCAG AA on their ground in both schemes. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f6f9; --line: #dde2e9; --text: #1b222c; --quiet: #566070; --accent: #0f5f8f;
  --get: #12679a; --post: #00684b; --put: #8a5200; --delete: #a4341f; --on-method: #ffffff; --target: #e8f5fd;
  --sans: Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12171e; --raised: #191f27; --line: #2f3743; --text: #d5dae1; --quiet: #9aa4b2; --accent: #79bde8;
    --get: #79bde8; --post: #5fd0a5; --put: #f0b860; --delete: #f59a86; --on-method: #0c1016; --target: #1c2a36;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); background: var(--ground); color: var(--text);
  font: 15px/1.55 var(--sans); overflow-wrap: anywhere;
}
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--raised); z-index: 1; }
code, pre { font-family: var(--mono); font-size: 0.88em; }
nav {
  position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem 2rem 1.5rem;
  background: var(--raised); border-right: 1px solid var(--line);
}
nav .title { margin: 0 0 1rem; font-size: 1.05rem; font-weight: 600; }
nav .title a { color: inherit; text-decoration: none; }
nav .title span { color: var(--quiet); font-weight: 400; }
nav h2 { margin: 1.1rem 0 0.3rem; font-size: 0.82rem; font-weight: 600; }
nav h2 a { color: var(--quiet); text-decoration: none; }
nav h2 a:hover { color: var(--accent); text-decoration: underline; }
nav h2 + h2 { margin-top: 0.5rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; align-items: baseline; gap: 0.5rem; padding: 0.16rem 0; color: inherit; text-decoration: none; }
nav li a:hover { color: var(--accent); text-decoration: underline; }
nav .method { flex: none; width: 3.4rem; }
nav .path { font-family: var(--mono); font-size: 0.76rem; line-height: 1.4; }
main { max-width: 58rem; padding: 2rem 3rem 6rem; }
h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
main h2 { margin: 3.5rem 0 0.2rem; padding-top: 1.5rem; border-top: 1px solid var(--line); font-size: 1.45rem; }
h3 { margin: 0 0 0.4rem; font-size: 1.05rem; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h4 { margin: 1.3rem 0 0.3rem; font-size: 0.95rem; }
p { margin: 0 0 0.7rem; max-width: 46rem; }
section { margin: 1.6rem 0; }
.operation { padding: 1.2rem 1.4rem; border: 1px solid var(--line); border-radius: 8px; }
.operation:target { background: var(--target); }
.schema:target h3 { background: var(--target); }
.summary, .hint { color: var(--quiet); }
.hint { margin-top: -0.3rem; font-size: 0.88rem; }
.method {
  display: inline-block; padding: 0.1em 0.4em; border-radius: 4px; background: var(--get); color: var(--on-method);
  font: 600 0.7rem/1.5 var(--mono); text-align: center; text-decoration: none;
}
.method.post { background: var(--post); }
.method.put { background: var(--put); }
.method.delete { background: var(--delete); }
pre {
  margin: 0.6rem 0; padding: 0.7rem 0.9rem; overflow-x: auto; background: var(--raised); border: 1px solid var(--line);
  border-radius: 6px; line-height: 1.5; overflow-wrap: normal;
}
pre code { font-size: 0.82rem; }
.media { margin: 0.5rem 0 0.2rem; color: var(--quiet); }
.media code { color: var(--text); }
details { margin: 0.6rem 0; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
table { width: 100%; margin: 0.4rem 0 0.8rem; border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.42rem 0.8rem 0.42rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 500; font-size: 0.82rem; }
tbody th { width: 26%; font-weight: 400; }
td:nth-child(2) { width: 29%; }
.mark { color: var(--quiet); font-size: 0.78rem; white-space: nowrap; }
.default { color: var(--quiet); }
.problems { margin: 0.2rem 0; padding: 0; list-style: none; font-size: 0.9rem; }
.problems li { padding: 0.16rem 0; }
.status { display: inline-block; min-width: 2.4rem; color: var(--quiet); font-family: var(--mono); font-size: 0.82rem; }
@media (max-width: 62rem) {
  body { display: block; }
  nav {
    position: static; height: auto; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.3rem 1.1rem;
    padding: 0.8rem 1.2rem; border-right: 0; border-bottom: 1px solid var(--line);
  }
  nav .title, nav h2, nav h2 + h2 { margin: 0; font-size: 0.95rem; }
  nav ul { display: none; }
  main { padding: 1.5rem 1.2rem 4rem; }
}
@media (max-width: 40rem) {
  .operation { padding: 1rem; }
  thead { position: absolute; left: -100vw; }
  tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  th, tbody th, td, td:nth-child(2) { display: block; width: auto; padding: 0.05rem 0; border: 0; }
  td:empty { display: none; }
}
@media print {
  nav { display: none; }
  body { display: block; }
  .operation { break-inside: avoid; }
}
`;
