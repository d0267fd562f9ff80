/// The looks of exported pages: light and dark, wide and narrow, on paper.
enum HTMLStyle {
  /// The style sheet; it names no file and no font that would have to be loaded.
  ///
  /// Colours of text have a contrast of 4.5 and more on their background (WCAG 2.1, 1.4.3).
  static let sheet = """
    :root { color-scheme: light dark; --text: #1f2328; --back: #ffffff; --muted: #59636e; --line: #d1d9e0;
      --soft: #f6f8fa; --note: #0860ca; --question: #6e40c9; --review: #a33e00; --mark: #fff3b0; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6edf3; --back: #0d1117; --muted: #9aa2ab; --line: #3d444d; --soft: #161b22;
        --note: #58a6ff; --question: #b794ff; --review: #f0883e; --mark: #5a4a00; }
    }
    * { box-sizing: border-box; }
    body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
      color: var(--text); background: var(--back); overflow-wrap: break-word; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.5rem 0 .5rem; }
    p, ul, ol, pre, table, blockquote { margin: .5rem 0; }
    ul, ol { padding-left: 1.75rem; }
    li > p:first-child { margin: 0; }
    li > input:first-child { float: left; margin: .35rem .4rem 0 0; }
    a { color: var(--note); }
    a.image::before { content: "\\1F5BC  "; }
    a.wikilink { text-decoration: underline dotted; }
    code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: var(--soft); }
    pre { padding: .75rem; overflow-x: auto; }
    blockquote { margin-left: 0; padding-left: 1rem; border-left: .2rem solid var(--line); color: var(--muted); }
    blockquote .word { font-weight: bold; }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { border: 1px solid var(--line); padding: .25rem .75rem; }
    .left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
    mark { color: inherit; background: var(--mark); }
    .definitions { list-style: none; margin: 0 0 .5rem; }
    .file, .footnote, small, header.page { color: var(--muted); }
    header.page h1 { color: var(--text); margin-top: 0; }
    sup { line-height: 0; }
    sup a { text-decoration: none; padding: 0 .15em; }
    summary { cursor: pointer; }
    summary > :first-child { display: inline; }
    :target { outline: .15rem solid var(--note); outline-offset: .15rem; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; }
    nav { margin: 1rem 0; padding: .5rem 1rem; background: var(--soft); }
    nav ul { list-style: none; padding-left: 1.5rem; margin: .25rem 0; }
    nav a { display: inline-block; min-height: 1.5rem; }
    nav .branch { position: relative; }
    nav .branch > details > summary { position: absolute; left: -1.5rem; top: 0; width: 1.5rem; height: 1.5rem; }
    nav.pages a { margin-right: 1rem; }
    .filters { border: 1px solid var(--line); margin: 1rem 0; }
    .filters label { margin-right: 1rem; }
    article + article { margin-top: 3rem; border-top: 1px solid var(--line); }
    aside { margin: .5rem 0; padding: .25rem .75rem; border-left: .25rem solid var(--note); background: var(--soft);
      font-size: .9rem; }
    aside header { color: var(--muted); font-size: .9em; }
    aside p { margin: .25rem 0; }
    aside blockquote { white-space: pre-wrap; }
    aside .below, .endnotes .below { margin-left: 1.25rem; }
    .marker { float: left; margin-right: .3rem; }
    aside.type-question { border-color: var(--question); }
    aside.review { border-color: var(--review); }
    aside.resolved { border-color: var(--line); color: var(--muted); }
    .reply { border-top: 1px solid var(--line); margin-top: .25rem; padding-top: .25rem; }
    .reply.level1 { margin-left: .75rem; } .reply.level2 { margin-left: 1.5rem; }
    .reply.level3, .reply.level4 { margin-left: 2.25rem; }
    .endnotes { display: none; }
    @media screen and (min-width: 72rem) {
      body { max-width: 68rem; padding-right: 22rem; }
      aside { float: right; clear: right; width: 19rem; margin: -1.75rem -20.5rem .5rem 1rem; }
    }
    @media print {
      :root { color-scheme: light; --text: #000; --back: #fff; --muted: #444; --soft: #fff; }
      body { max-width: none; margin: 0; padding: 0; font-size: 10pt; line-height: 1.35; }
      .filters, nav.pages, .skip, aside { display: none; }
      nav { padding: 0; }
      a { color: inherit; text-decoration: none; }
      h1, h2, h3, h4, h5, h6 { break-after: avoid; }
      pre, table, blockquote { break-inside: avoid; }
      article + article { break-before: page; border: 0; margin: 0; }
      .chapter + .chapter { break-before: page; }
      .endnotes { display: block; font-size: 9pt; }
      .endnotes .by { color: var(--muted); margin-bottom: 0; }
    }
    """
}
