/** Of the page, in light and dark. */
export const style = `
:root { color-scheme: light dark; --text: #1b1f24; --back: #fff; --soft: #57606a; --line: #d0d7de; --ours: #0969da; --other: #8c959f; --bad: #b3261e; --good: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --back: #0d1117; --soft: #9da7b1; --line: #30363d; --ours: #58a6ff; --other: #6e7681; --bad: #ff7b72; --good: #56d364 } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 960px; margin: 2rem auto; padding: 0 1rem }
nav a { margin-right: .75rem } a { color: var(--ours) }
section { border-top: 1px solid var(--line); margin-top: 2rem }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 1rem }
figure { margin: 0 } figcaption { font-weight: 600; margin-bottom: .25rem }
svg { width: 100%; height: auto } svg text { font-size: 12px; fill: var(--text); dominant-baseline: central }
svg .label { text-anchor: end } svg .value { fill: var(--soft) } .ours { fill: var(--ours) } .other { fill: var(--other) }
svg .range { stroke: var(--text); stroke-width: 1.5 } svg .axis { stroke: var(--line) } svg .curve { fill: none; stroke: var(--ours); stroke-width: 2 }
svg .ideal { stroke: var(--other); stroke-dasharray: 4 4; fill: none } svg .middle { text-anchor: middle }
table { border-collapse: collapse; margin-top: 1rem; font-size: 13px } th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line) }
.bounds { list-style: none; padding: 0 } .kept::before { content: "✓ "; color: var(--good) } .broken { color: var(--bad) } li.broken::before { content: "✗ " }
`;
