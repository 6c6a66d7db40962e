/** How the page looks. */
export const STYLE = `
  body { max-width: 880px; margin: 3rem auto; padding: 0 1rem; color: #1c1917; font: 16px/1.5 system-ui, sans-serif; }
  h1 { margin: 0 0 1.5rem; font-size: 1.75rem; letter-spacing: -0.01em; }
  nav { float: right; }
  nav a { padding: 0.5rem; color: #78716c; font-size: 1.25rem; text-decoration: none; }
  nav a:hover { color: #0f766e; }
  dl { display: flex; gap: 1rem; margin: 0 0 2rem; }
  dl div { flex: 1; padding: 1rem 1.25rem; border-radius: 0.5rem; background: #f5f5f4; }
  dt { color: #78716c; font-size: 0.875rem; }
  dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
  figure { margin: 0 0 2rem; }
  svg { width: 100%; height: auto; font-family: inherit; }
  table { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
  th { color: #78716c; font-weight: 500; text-align: left; }
  th, td { padding: 0.35rem 0.5rem; border-bottom: 1px solid #e7e5e4; }
  th:nth-child(n + 3), td:nth-child(n + 3) { text-align: right; }
`;
