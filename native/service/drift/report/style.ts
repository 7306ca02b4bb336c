/** Text meets WCAG AA on its ground; prints as it looks. */
export const REPORT_STYLE = `
:root { color-scheme: light; --text: #1b222c; --quiet: #566070; --line: #dde2e9; --raised: #f4f6f9; --reference: #8a96a6; --current: #0f6ea8; --drift: #a4341f; --calm: #00684b; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem; color: var(--text); background: #fff; font: 15px/1.5 Inter, "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 0.5rem; font-size: 1.1rem; } h3 { margin: 0; font-size: 1rem; }
p { margin: 0.4rem 0; } .quiet { color: var(--quiet); }
.answer { margin: 1.2rem 0; padding: 0.9rem 1.1rem; border-left: 5px solid var(--calm); background: var(--raised); font-size: 1.1rem; font-weight: 600; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.answer.drift { border-color: var(--drift); }
table { width: 100%; border-collapse: collapse; font-size: 0.82rem; } th, td { padding: 0.25rem 0.5rem; white-space: nowrap; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; } .feature th, .feature td { padding: 0.15rem 0.3rem; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.drift { color: var(--drift); font-weight: 600; }
.features { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; }
.feature { min-width: 0; padding: 0.8rem; overflow: hidden; border: 1px solid var(--line); border-radius: 6px; break-inside: avoid; }
.feature.drift { border-color: var(--drift); }
svg { display: block; width: 100%; height: auto; margin: 0.5rem 0; } svg text { font-size: 10px; fill: var(--quiet); }
.bar-reference { fill: var(--reference); opacity: 0.55; } .bar-current { fill: none; stroke: var(--current); stroke-width: 1.6; }
.key { display: inline-block; width: 0.8rem; height: 0.8rem; vertical-align: -0.08rem; margin-right: 0.3rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.key.reference { background: var(--reference); opacity: 0.55; } .key.current { border: 2px solid var(--current); }
@media print { body { padding: 0; font-size: 11px; } table { font-size: 9px; } th, td { padding: 2px 4px; } .features { grid-template-columns: 1fr 1fr; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;
