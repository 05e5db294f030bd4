// SPDX-License-Identifier: Apache-2.0

/// The one style of every page: light, dark and printed.
enum ReportStyle {
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #1b1f24; --quiet: #59636e; --grid: #d9dee3;
      --good: #1a7f4b; --good-pale: #c4ead4; --bad: #c0262d;
      --bad-pale: #f8d0d0; --caution: #8a5a00; --caution-pale: #f7e2b5;
      --event: #2b5fb3; --event-pale: #d3e1f8; --code: #f1f3f5;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14181d; --ink: #e6eaee; --quiet: #9aa6b2; --grid: #323a43;
        --good: #58c98a; --good-pale: #1d4a34; --bad: #ff8080;
        --bad-pale: #5a2527; --caution: #e6b455; --caution-pale: #4d3b14;
        --event: #86b0f5; --event-pale: #223a62; --code: #20262d;
      }
    }
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --ink: #000000; --quiet: #444444; --grid: #cccccc;
        --good: #1a7f4b; --good-pale: #c4ead4; --bad: #c0262d;
        --bad-pale: #f8d0d0; --caution: #8a5a00; --caution-pale: #f7e2b5;
        --event: #2b5fb3; --event-pale: #d3e1f8; --code: #f1f3f5;
      }
      body { font-size: 9pt; print-color-adjust: exact;
        -webkit-print-color-adjust: exact; }
      section, figure, tr { break-inside: avoid; }
      section:has(table tr:nth-child(20)) { break-inside: auto; }
      .paper { overflow: visible; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.5 "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif; }
    main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 60px; }
    h1 { font-size: 1.7em; line-height: 1.25; margin: 0 0 8px; }
    h2 { font-size: 1.2em; margin: 36px 0 10px; padding-top: 10px;
      border-top: 1px solid var(--grid); }
    p { margin: 8px 0; max-width: 80ch; }
    .judgement { font-weight: bold; padding: 8px 12px; border-radius: 4px;
      display: inline-block; }
    .held { background: var(--good-pale); }
    .held::before { content: "✓ "; }
    .failed { background: var(--bad-pale); }
    .failed::before { content: "✗ "; }
    .facts { display: flex; flex-wrap: wrap; gap: 10px 32px; margin: 14px 0; }
    .facts dt, .basis, figcaption, caption, .quiet { color: var(--quiet); }
    .facts dt { font-size: 0.85em; }
    .facts dd { margin: 0; font-variant-numeric: tabular-nums; }
    pre { background: var(--code); padding: 10px 12px; border-radius: 4px;
      overflow-x: auto; margin: 6px 0; }
    code, td.code { font-family: "DejaVu Sans Mono", Menlo, monospace;
      font-size: 0.87em; }
    figure { margin: 10px 0 18px; }
    figcaption, caption { font-size: 0.87em; text-align: left;
      padding: 4px 0; }
    .paper { overflow-x: auto; }
    .paper table { min-width: 680px; }
    svg { display: block; width: 100%; min-width: 760px; height: auto; }
    table { border-collapse: collapse; width: 100%; margin: 8px 0;
      font-size: 0.87em; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 10px 4px 8px; text-align: left;
      vertical-align: baseline; border-bottom: 1px solid var(--grid); }
    thead th { border-bottom: 2px solid var(--quiet); vertical-align: bottom; }
    th.number, td.number { text-align: right; white-space: nowrap; }
    td:first-child { white-space: nowrap; }
    tr > td:first-child { border-left: 4px solid transparent; }
    tr.good > td:first-child { border-left-color: var(--good); }
    tr.bad > td:first-child { border-left-color: var(--bad); }
    tr.caution > td:first-child { border-left-color: var(--caution); }
    summary { cursor: pointer; }
    svg text { font: 12px "DejaVu Sans", "Segoe UI", Helvetica, Arial,
      sans-serif; fill: var(--ink); }
    svg text.small { font-size: 11px; }
    svg text.quiet { fill: var(--quiet); }
    svg .grid { stroke: var(--grid); }
    svg .axis { stroke: var(--quiet); }
    svg .limit { stroke: var(--bad); stroke-width: 1.5;
      stroke-dasharray: 6 4; }
    svg text.limit-label { fill: var(--bad); }
    svg .bar, svg .fill { fill: var(--event-pale); stroke: var(--event); }
    svg .bar-over { fill: var(--bad-pale); stroke: var(--bad); }
    svg .span-good { fill: var(--good-pale); stroke: var(--good); }
    svg .span-bad { fill: var(--bad-pale); stroke: var(--bad); }
    svg .span-caution { fill: var(--caution-pale); stroke: var(--caution); }
    svg .span-event { fill: var(--event-pale); stroke: var(--event); }
    svg .mark-good { fill: var(--good); }
    svg .mark-bad { fill: none; stroke: var(--bad); stroke-width: 2; }
    svg .mark-caution { fill: var(--caution); }
    svg .mark-event { fill: none; stroke: var(--event); stroke-width: 2; }

    """
}
