/// What every exported page has around its text.
enum HTMLPage {
  /// Up to the beginning of the body; nothing is loaded and nothing runs on such a page.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html>
    <head>
    <meta charset="utf-8">
    <meta name="generator" content="Gloss">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>

    """
  }

  static let end = "</body>\n</html>\n"

  static func checkbox(isDone: Bool) -> String {
    "<input type=\"checkbox\" disabled\(isDone ? " checked" : "")> "
  }

  private static let style = """
    :root { color-scheme: light dark; --text: #1f2328; --ground: #ffffff; --muted: #59636e; --line: #d1d9e0;
      --soft: #f6f8fa; --note: #0969da; --question: #8250df; --review: #bc4c00; --mark: #fff3b0; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6edf3; --ground: #0d1117; --muted: #9198a1; --line: #3d444d; --soft: #161b22;
        --note: #4493f8; --question: #ab7df8; --review: #f0883e; --mark: #5a4a00; }
    }
    body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
      color: var(--text); background: var(--ground); overflow-wrap: break-word; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.5rem 0 .5rem; }
    p, ul, ol, pre, table, blockquote { margin: .5rem 0; }
    li > p:first-child { margin: 0; display: inline-block; max-width: 100%; vertical-align: top; }
    a { color: var(--note); }
    a.image::before { content: "\\1F5BC  "; }
    a.wikilink { text-decoration: underline dotted; }
    code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: var(--soft); }
    pre { padding: .75rem; overflow-x: auto; }
    blockquote { margin-left: 0; padding-left: 1rem; border-left: .2rem solid var(--line); color: var(--muted); }
    blockquote .word { font-weight: bold; }
    table { border-collapse: collapse; }
    th, td { border: 1px solid var(--line); padding: .25rem .75rem; }
    .left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
    mark { color: inherit; background: var(--mark); }
    .file, .footnote { color: var(--muted); }
    aside { margin: .5rem 0; padding: .25rem .75rem; border-left: .25rem solid var(--note); background: var(--soft); }
    aside header { color: var(--muted); font-size: .85em; }
    aside p { margin: .25rem 0; white-space: pre-wrap; }
    aside blockquote { white-space: pre-wrap; }
    aside.question { border-color: var(--question); }
    aside.review { border-color: var(--review); }
    aside.resolved { border-color: var(--line); color: var(--muted); }
    aside.level1 { margin-left: 1.5rem; } aside.level2 { margin-left: 3rem; }
    aside.level3 { margin-left: 4.5rem; } aside.level4 { margin-left: 6rem; }
    @media print { aside { break-inside: avoid; } }
    """
}
