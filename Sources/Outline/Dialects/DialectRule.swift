/// The rules by which notes are read otherwise than CommonMark says, as people write them.
///
/// | rule | reads | as |
/// |---|---|---|
/// | `frontMatter` | YAML between `---`, TOML between `+++` at the top | dimmed lines of the file's own topic |
/// | `tag` | `<output>`, `<p>` without its end, attributes or an effect | text |
/// | `openHTML` | `<!--`, `<?`, `<script>` and the like that nothing ends | text |
/// | `definition` | `[Plumber]: 555-1234`; addresses that nothing refers to | a paragraph; a dimmed line |
/// | `math` | `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{…}…\end{…}` | formulas, as typed |
/// | `comment` | `%%…%%` | nothing |
/// | `nesting` | children at two blanks below `10.`, numbers that go on counting | what they look like |
/// | `underline` | a lone `-` below an item's text | an empty item |
/// | `property` | `key:: value`, `SCHEDULED:`, `:LOGBOOK:` … `:END:` | dimmed lines |
/// | `block` | `#+BEGIN_X` … `#+END_X` | a box |
/// | `task` | `TODO`, `DOING`, … before an item's text | its state |
/// | `blank` | U+00A0, U+3000 and the like behind a marker | a blank |
/// | `attributes` | `{#id}`, `{.class}`, `{-}` behind a heading | nothing |
/// | `blockID` | `^id` at the end of a block | dimmed; no part of a title |
/// | `fence` | fences inside of a fence of Markdown | code |
///
/// What other rules there are needs no patch: `KeptBreaks`, loose items in `TopicBuilder`.
enum DialectRule: UInt8, CaseIterable, Sendable {
  case frontMatter, tag, openHTML, definition, math, comment, nesting, underline, property, block, task, blank,
    attributes, blockID
  case fence
}
