/// The rules by which notes are read otherwise than CommonMark says, as people write them.
///
/// | rule | reads | as |
/// |---|---|---|
/// | `frontMatter` | YAML between `---`, TOML between `+++`, JSON at the top | dimmed lines of the file's own topic |
/// | `tag` | `<output>`, `<p>` without its end, attributes or an effect | text |
/// | `openHTML` | `<!--`, `<?`, `<script>` and the like that nothing ends | text |
/// | `definition` | `[Plumber]: 555-1234`; addresses that nothing refers to | a paragraph; a dimmed line |
/// | `math` | `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{…}…\end{…}` | formulas, as typed |
/// | `comment` | `%%…%%` | nothing |
/// | `nesting` | children at two blanks below `10.`, numbers that go on counting | what they look like |
/// | `underline` | a lone `-` below an item's text; `===` at its left | an empty item; text |
/// | `property` | `key:: value`, `SCHEDULED:`, `:LOGBOOK:` … `:END:` | dimmed lines |
/// | `block` | `#+BEGIN_X` … `#+END_X` | a box |
/// | `admonition` | `:::note` … `:::`, `!!! note`, `??? note`, `=== "Tab"` | a box |
/// | `task` | `TODO`, `DOING`, … before an item's text or heading; `[/]`, `[>]`, … | its state |
/// | `blank` | U+00A0, U+3000 and the like behind a marker | a blank |
/// | `attributes` | `{#id}`, `{.class}`, `{-}` behind a heading | nothing |
/// | `blockID` | `^id` at the end of a block | dimmed; no part of a title |
/// | `fence` | fences inside of a fence of Markdown | code |
///
/// In the text of a box the same rules hold; its fragment is looked through when it is read
/// (`FragmentSource.readBoxes`).
///
/// What other rules there are needs no patch: loose items in `TopicBuilder`; and these, which act on the text
/// of one topic when it is read:
///
/// | rule | reads | as |
/// |---|---|---|
/// | `BareAddresses` | `https://…`, `www.…`, `name@host` | links, ended by any white space and by punctuation of East Asian scripts |
/// | `Wikilinks` | `[[A#B\|words]]`, `![[picture.png\|300]]` | links, embeds |
/// | `BlockReferences` | `((64aa…))`, `{{embed ((64aa…))}}`, `{{embed [[Page]]}}` | a link that is called what the block is called; embeds |
/// | `Highlights` | `==words==` | highlighted words |
/// | `IdeographEmphasis` | `**重点：**后文` | emphasis |
/// | `PythonNames` | `__init__` | as typed |
/// | `LooseTargets` | `[a](b c.md)`, `![](a.png =300x200)` | links, images |
/// | `LooseTables` | a table right below text; rows longer than their head | a table of its own; more columns |
/// | `DefinitionLists` | `: meaning`, and what is indented below it | lines of their own; text, not code |
/// | `KeptBreaks` | lines that their writer broke on purpose, and all short ones that begin anew | lines |
/// | `TaskSigns` | `[/]`, `[>]` | states of tasks |
enum DialectRule: UInt8, CaseIterable, Sendable {
  case frontMatter, tag, openHTML, definition, math, comment, nesting, underline, property, block, task, blank,
    attributes, blockID
  case fence, admonition
}

extension DialectRule {
  /// The rules that are absent from format 1 of the numbering of topics in sidecars.
  static let later = Set(DialectRule.allCases).subtracting([.frontMatter])
}
